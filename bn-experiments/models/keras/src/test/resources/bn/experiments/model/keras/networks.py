"""Writes networks in the formats of Keras by h5py, with their outputs, computed by NumPy with channels last in float64.

Usage: networks.py FOLDER. For each network NAME: NAME.h5 or NAME.keras, NAME.in and NAME.out (float64, little-endian, one
example; inputs with channels last).
"""
import io
import json
import sys
import zipfile

import h5py
import numpy as np

rng = np.random.default_rng(7)


def same(n, size, stride, dilation):
    total = max((-(-n // stride) - 1) * stride + (size - 1) * dilation + 1 - n, 0)
    return total // 2, total - total // 2


def windows(x, size, strides, dilation, padding, fill):
    """Outputs x window x channels, with NaN where there is padding that does not count."""
    pads = [same(x.shape[i], size[i], strides[i], dilation[i]) if padding == 'same' else (0, 0) for i in (0, 1)]
    x = np.pad(x, (*pads, (0, 0)), constant_values=fill)
    out = [(x.shape[i] - (size[i] - 1) * dilation[i] - 1) // strides[i] + 1 for i in (0, 1)]
    return np.stack([np.stack([
        x[h * strides[0]:h * strides[0] + (size[0] - 1) * dilation[0] + 1:dilation[0],
          w * strides[1]:w * strides[1] + (size[1] - 1) * dilation[1] + 1:dilation[1]]
        for w in range(out[1])]) for h in range(out[0])])


def activate(x, name):
    return {'linear': lambda: x, 'relu': lambda: np.maximum(x, 0), 'relu6': lambda: np.clip(x, 0, 6),
            'sigmoid': lambda: 1 / (1 + np.exp(-x)), 'swish': lambda: x / (1 + np.exp(-x)), 'tanh': lambda: np.tanh(x),
            'hard_sigmoid': lambda: np.clip(.2 * x + .5, 0, 1), 'softmax': lambda: x}[name]()


class Network:
    """Layers with their settings, their arrays and what they give. Arrays are in the order in which Keras makes them."""

    def __init__(self, shape, keras, dtype=np.float32):
        self.keras, self.dtype, self.layers, self.shape = keras, dtype, [], shape
        self.input = rng.normal(size=shape) * 50
        self.values = {}
        self.layer('InputLayer', 'input', [], self.input,
                   {'batch_shape' if keras == 3 else 'batch_input_shape': [None, *shape]}, [])

    def layer(self, kind, name, sources, value, config, arrays):
        self.layers.append((kind, name, sources, {'name': name, **config}, arrays))
        self.values[name] = value
        return name

    def weights(self, *shape, low=None):
        w = rng.normal(size=shape) / np.sqrt(max(1, np.prod(shape[:-1]))) if low is None else rng.uniform(low, 2, shape)
        return w.astype(self.dtype)

    def conv(self, name, source, filters, size, strides=(1, 1), padding='valid', dilation=(1, 1), groups=1, activation='linear',
             bias=True):
        x = self.values[source]
        k = self.weights(*size, x.shape[2] // groups, filters)
        b = self.weights(filters)
        win = windows(x, size, strides, dilation, padding, 0)
        per_in, per_out = x.shape[2] // groups, filters // groups
        y = np.concatenate([np.einsum('hwijc,ijco->hwo', win[..., g * per_in:(g + 1) * per_in],
                                      k[..., g * per_out:(g + 1) * per_out].astype(float)) for g in range(groups)], 2)
        y = activate(y + (b if bias else 0), activation)
        return self.layer('Conv2D', name, [source], y, {
            'filters': filters, 'kernel_size': size, 'strides': strides, 'padding': padding, 'dilation_rate': dilation,
            'groups': groups, 'activation': activation, 'use_bias': bias, 'data_format': 'channels_last'},
            [('kernel', k)] + ([('bias', b)] if bias else []))

    def depthwise(self, x, k, size, strides, padding):
        win = windows(x, size, strides, (1, 1), padding, 0)
        y = np.einsum('hwijc,ijcm->hwcm', win, k.astype(float))
        return y.reshape(*y.shape[:2], -1)

    def depthwise_conv(self, name, source, size, strides=(1, 1), padding='valid', multiplier=1):
        x = self.values[source]
        k = self.weights(*size, x.shape[2], multiplier)
        b = self.weights(x.shape[2] * multiplier)
        y = self.depthwise(x, k, size, strides, padding) + b
        return self.layer('DepthwiseConv2D', name, [source], y, {
            'kernel_size': size, 'strides': strides, 'padding': padding, 'depth_multiplier': multiplier, 'activation': 'linear',
            'use_bias': True}, [('depthwise_kernel' if self.keras == 2 else 'kernel', k), ('bias', b)])

    def separable(self, name, source, filters, size, padding, multiplier):
        x = self.values[source]
        k = self.weights(*size, x.shape[2], multiplier)
        p = self.weights(1, 1, x.shape[2] * multiplier, filters)
        b = self.weights(filters)
        y = np.maximum(self.depthwise(x, k, size, (1, 1), padding) @ p[0, 0].astype(float) + b, 0)
        return self.layer('SeparableConv2D', name, [source], y, {
            'filters': filters, 'kernel_size': size, 'padding': padding, 'depth_multiplier': multiplier, 'activation': 'relu',
            'use_bias': True}, [('depthwise_kernel', k), ('pointwise_kernel', p), ('bias', b)])

    def dense(self, name, source, units, activation='linear', bias=True):
        x = self.values[source]
        k, b = self.weights(x.shape[-1], units), self.weights(units)
        y = activate(x @ k.astype(float) + (b if bias else 0), activation)
        return self.layer('Dense', name, [source], y, {'units': units, 'activation': activation, 'use_bias': bias},
                          [('kernel', k)] + ([('bias', b)] if bias else []))

    def batch_norm(self, name, source, eps=1e-3, scale=True, center=True):
        x = self.values[source]
        n = x.shape[-1]
        g, b, m, v = self.weights(n), self.weights(n), self.weights(n), self.weights(n, low=.1)
        y = (x - m) / np.sqrt(v.astype(float) + eps) * (g if scale else 1) + (b if center else 0)
        axis = x.ndim if self.keras == 3 else [x.ndim]
        return self.layer('BatchNormalization', name, [source], y, {
            'axis': axis, 'momentum': .99, 'epsilon': eps, 'scale': scale, 'center': center},
            ([('gamma', g)] if scale else []) + ([('beta', b)] if center else []) + [('moving_mean', m), ('moving_variance', v)])

    def simple(self, kind, name, sources, value, **config):
        return self.layer(kind, name, sources, value, config, [])

    def pool(self, kind, name, source, size, strides, padding):
        x = self.values[source]
        win = windows(x, size, strides or size, (1, 1), padding, np.nan)
        y = (np.nanmax if kind == 'MaxPooling2D' else np.nanmean)(win, (2, 3))
        return self.simple(kind, name, [source], y, pool_size=size, strides=strides, padding=padding)

    def flatten(self, name, source):
        return self.simple('Flatten', name, [source], self.values[source].reshape(-1))

    def config(self, sequential):
        layers = []
        for kind, name, sources, config, _ in self.layers:
            layer = {'class_name': kind, 'config': config, 'name': name}
            if self.keras == 3:
                layer['module'] = 'keras.layers'
            if not sequential:
                if self.keras == 2:
                    nodes = [[[s, 0, 0, {}] for s in sources]] if sources else []
                else:
                    tensors = [{'class_name': '__keras_tensor__', 'config': {
                        'shape': [None], 'dtype': 'float32', 'keras_history': [s, 0, 0]}} for s in sources]
                    nodes = [{'args': tensors if len(tensors) == 1 else [tensors], 'kwargs': {}}] if sources else []
                layer['inbound_nodes'] = nodes
            layers.append(layer)
        config = {'name': 'model', 'layers': layers}
        if not sequential:
            first, last = self.layers[0][1], self.layers[-1][1]
            config['input_layers'] = [[first, 0, 0]] if self.keras == 2 else [first, 0, 0]
            config['output_layers'] = [[last, 0, 0]] if self.keras == 2 else [last, 0, 0]
        return json.dumps({'class_name': 'Sequential' if sequential else 'Functional', 'config': config})

    def save_outputs(self, path):
        self.input.astype('<f8').tofile(path + '.in')
        self.values[self.layers[-1][1]].astype('<f8').reshape(-1).tofile(path + '.out')

    def save_weights(self, group):
        """As Keras 2 does."""
        group.attrs['layer_names'] = np.array([name.encode() for _, name, _, _, _ in self.layers])
        group.attrs['keras_version'] = '2.4.0'
        for _, name, _, _, arrays in self.layers:
            inner = group.create_group(name)
            inner.attrs['weight_names'] = np.array([f'{name}/{role}:0'.encode() for role, _ in arrays])
            for role, array in arrays:
                inner[f'{name}/{role}:0'] = array

    def save_h5(self, path, sequential=False):
        with h5py.File(path + '.h5', 'w') as file:
            file.attrs['model_config'] = self.config(sequential).encode()
            file.attrs['keras_version'] = '2.4.0'
            self.save_weights(file.create_group('model_weights'))
            file['optimizer_weights/Adam/iterations:0'] = np.int64(3)
        self.save_outputs(path)

    def save_keras(self, path, sequential=False):
        bytes = io.BytesIO()
        counts = {}
        with h5py.File(bytes, 'w') as file:
            for kind, name, _, _, arrays in self.layers:
                base = {'InputLayer': 'input_layer', 'BatchNormalization': 'batch_normalization',
                        'DepthwiseConv2D': 'depthwise_conv2d', 'GlobalAveragePooling2D': 'global_average_pooling2d'}.get(
                            kind, kind.lower())
                count = counts.get(base, 0)
                counts[base] = count + 1
                group = file.create_group(f'layers/{base}' + (f'_{count}' if count else '')).create_group('vars')
                group.attrs['name'] = name
                for i, (_, array) in enumerate(arrays):
                    group[str(i)] = array
            file['optimizer/vars/0'] = np.int64(3)
        with zipfile.ZipFile(path + '.keras', 'w') as file:
            file.writestr('metadata.json', json.dumps({'keras_version': '3.5.0'}))
            file.writestr('config.json', self.config(sequential))
            file.writestr('model.weights.h5', bytes.getvalue())
        self.save_outputs(path)


def windows_network():
    n = Network((9, 8, 3), 2)
    n.simple('Rescaling', 'rescaling', ['input'], n.input / 127.5 - 1, scale=1 / 127.5, offset=-1)
    n.conv('stem', 'rescaling', 6, (3, 3), (2, 2), 'same', activation='relu6')
    n.batch_norm('bn1', 'stem', 1e-2, scale=False)
    n.simple('LeakyReLU', 'leaky', ['bn1'], np.where(n.values['bn1'] > 0, 1, .3) * n.values['bn1'], alpha=.3)
    n.separable('separable', 'leaky', 5, (3, 2), 'same', 2)
    n.simple('ZeroPadding2D', 'zeros', ['separable'], np.pad(n.values['separable'], ((1, 0), (0, 2), (0, 0))),
             padding=[[1, 0], [0, 2]])
    n.depthwise_conv('depthwise', 'zeros', (2, 3), multiplier=2)
    n.batch_norm('bn2', 'depthwise', center=False)
    n.simple('ReLU', 'relu', ['bn2'], np.clip(n.values['bn2'], 0, 4), max_value=4.0, negative_slope=0.0, threshold=0.0)
    n.conv('branch', 'relu', 10, (1, 1), bias=False)
    n.simple('Activation', 'hard', ['branch'], activate(n.values['branch'], 'hard_sigmoid'), activation='hard_sigmoid')
    n.simple('Add', 'sum', ['relu', 'hard', 'branch'], sum(n.values[k] for k in ('relu', 'hard', 'branch')))
    n.pool('MaxPooling2D', 'largest', 'sum', (2, 2), None, 'same')
    n.pool('AveragePooling2D', 'mean', 'sum', (3, 3), (2, 2), 'same')
    n.simple('Concatenate', 'both', ['largest', 'mean'], np.concatenate([n.values['largest'], n.values['mean']], 2), axis=-1)
    n.flatten('flat', 'both')
    n.batch_norm('bn3', 'flat')
    n.dense('hidden', 'bn3', 7, 'swish')
    n.flatten('flat2', 'mean')
    n.simple('Concatenate', 'rows', ['hidden', 'flat2'], np.concatenate([n.values['hidden'], n.values['flat2']]), axis=1)
    n.simple('Dropout', 'dropout', ['rows'], n.values['rows'], rate=.5)
    n.dense('last', 'dropout', 4, 'softmax')
    return n


def excitation_network():
    n = Network((6, 5, 4), 3)
    mean, variance = [1., 2., 3., 4.], [4., 9., 16., 25.]
    n.simple('Normalization', 'normalization', ['input'], (n.input - mean) / np.sqrt(variance), axis=[-1], mean=mean,
             variance=variance)
    n.conv('b_first', 'normalization', 8, (3, 2), padding='same', dilation=(2, 1), groups=2)
    n.batch_norm('z_bn', 'b_first')
    n.simple('Activation', 'tanh', ['z_bn'], np.tanh(n.values['z_bn']), activation='tanh')
    n.simple('GlobalAveragePooling2D', 'squeeze', ['tanh'], n.values['tanh'].mean((0, 1)), keepdims=False)
    n.simple('Reshape', 'reshape', ['squeeze'], n.values['squeeze'].reshape(1, 1, -1), target_shape=[1, 1, 8])
    n.conv('a_second', 'reshape', 8, (1, 1), activation='sigmoid')
    n.simple('Multiply', 'excite', ['tanh', 'a_second'], n.values['tanh'] * n.values['a_second'])
    n.depthwise_conv('depthwise', 'excite', (3, 3), (2, 2), 'same')
    n.batch_norm('a_bn', 'depthwise', 1e-5)
    n.dense('channels', 'a_bn', 5, 'relu')
    n.simple('GlobalAveragePooling2D', 'pool', ['channels'], n.values['channels'].mean((0, 1), keepdims=True), keepdims=True)
    n.flatten('flat', 'pool')
    n.dense('last', 'flat', 3)
    return n


def sequence(keras, dtype):
    n = Network((11,), keras, dtype)
    n.dense('d1', 'input', 6, bias=False)
    n.batch_norm('n1', 'd1')
    n.simple('ReLU', 'r1', ['n1'], np.maximum(n.values['n1'], 0), max_value=None)
    n.dense('d2', 'r1', 3, 'softmax')
    return n


folder = sys.argv[1] + '/'
windows_network().save_h5(folder + 'windows')
excitation_network().save_keras(folder + 'excitation')
sequence(2, np.float64).save_h5(folder + 'doubles', True)
sequence(3, np.float16).save_keras(folder + 'halves', True)
with h5py.File(folder + 'weights.h5', 'w') as weights:
    sequence(2, np.float32).save_weights(weights)


def broken(name, change, **options):
    with h5py.File(f'{folder}{name}.h5', 'w', **options) as file:
        change(file)


def chunked(file):
    file.create_dataset('a/kernel', data=np.zeros((64, 64)), compression='gzip')


def virtual(file):
    layout = h5py.VirtualLayout(shape=(4,), dtype='f4')
    layout[:] = h5py.VirtualSource('/etc/passwd', 'x', shape=(4,))
    file.create_virtual_dataset('a/kernel', layout)


def many(file):
    for i in range(20):
        file.create_group(f'a/{i}')


broken('cycle', lambda file: file.create_group('a/b').__setitem__('a', file['a']))
broken('soft', lambda file: file.create_group('a').__setitem__('kernel', h5py.SoftLink('/b')))
broken('external', lambda file: file.create_group('a').__setitem__('kernel', h5py.ExternalLink('/etc/passwd', '/b')))
broken('chunked', chunked)
broken('virtual', virtual)
broken('latest', many, libver='latest')
