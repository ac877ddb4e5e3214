"""Small networks with random parameters, and what PyTorch's autograd says of them in float64.

Writes into the current folder NAME.onnx, the network, and NAME.txt, the numbers. A line of numbers is a key, a tab, and the
numbers with blanks between them; Python writes each float64 so that it is read again as the same number.
The streams of each network are listed here by hand, by the names of modules.
"""
import copy
import warnings

import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn
from torch.nn import functional as F

warnings.filterwarnings('ignore')
torch.manual_seed(1)
torch.set_num_threads(1)
EXAMPLES, BATCH, CLASSES, SIZE = 40, 20, 5, 16
IMAGES = torch.randn(EXAMPLES, 3, SIZE, SIZE, dtype=torch.float64)
ROWS = torch.randn(EXAMPLES, 12, dtype=torch.float64)
LABELS = torch.randint(CLASSES, (EXAMPLES,))
NORMALIZATIONS = (nn.BatchNorm1d, nn.BatchNorm2d)


def conv(inputs, outputs, kernel=3, stride=1, bias=False, groups=1):
    return nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=bias, groups=groups)


def norm(channels):
    # So large an eps lets much of a stream's scale through, which the balance of the stream shows.
    return nn.BatchNorm2d(channels, eps=0.03)


class Cnn(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = conv(3, 4)
        self.bn1 = nn.BatchNorm2d(4)
        self.conv2 = conv(4, 6, bias=True)
        self.bn2 = nn.BatchNorm2d(6, eps=1e-3)
        self.fc = nn.Linear(6 * 4 * 4, CLASSES)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.bn1(self.conv1(x))), 3, 2, 1)
        x = F.max_pool2d(F.relu(self.bn2(self.conv2(x))), 2)
        return self.fc(torch.flatten(x, 1))


class SliceAndPad(nn.Module):
    def forward(self, x):
        return F.pad(x[:, :, ::2, ::2], (0, 0, 0, 0, 2, 2))


class Block(nn.Module):
    def __init__(self, inputs, outputs, stride=1, shortcut=None):
        super().__init__()
        self.conv1 = conv(inputs, outputs, stride=stride)
        self.bn1 = norm(outputs)
        self.conv2 = conv(outputs, outputs)
        self.bn2 = norm(outputs)
        self.shortcut = shortcut or nn.Sequential()

    def forward(self, x):
        y = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))
        return F.relu(y + self.shortcut(x))


class ResNet(nn.Module):
    def __init__(self, layer2, layer3):
        super().__init__()
        self.conv1 = conv(3, 4)
        self.bn1 = norm(4)
        self.layer1 = nn.Sequential(Block(4, 4))
        self.layer2 = nn.Sequential(Block(4, 8, 2, layer2), Block(8, 8))
        self.layer3 = nn.Sequential(Block(8, 8, 1, layer3)) if layer3 else nn.Sequential()
        self.fc = nn.Linear(8, CLASSES)

    def forward(self, x):
        x = F.relu(self.bn1(self.conv1(x)))
        x = self.layer3(self.layer2(self.layer1(x)))
        return self.fc(torch.flatten(F.adaptive_avg_pool2d(x, 1), 1))


class Inverted(nn.Module):
    """An inverted residual block; without an expansion if it has as many channels as it reads."""

    def __init__(self, inputs, hidden, outputs, activation, stride=1):
        super().__init__()
        self.expand = conv(inputs, hidden, 1) if hidden != inputs else None
        self.expand_bn = norm(hidden) if hidden != inputs else None
        self.depthwise = conv(hidden, hidden, stride=stride, groups=hidden)
        self.depthwise_bn = norm(hidden)
        self.project = conv(hidden, outputs, 1)
        self.project_bn = norm(outputs)
        self.activation = activation
        self.residual = stride == 1 and inputs == outputs

    def forward(self, x):
        y = x if self.expand is None else self.activation(self.expand_bn(self.expand(x)))
        y = self.activation(self.depthwise_bn(self.depthwise(y)))
        y = self.project_bn(self.project(y))
        return x + y if self.residual else y


class MobileNet(nn.Module):
    def __init__(self):
        super().__init__()
        relu6 = nn.ReLU6()
        self.features = nn.Sequential(nn.Sequential(conv(3, 4, stride=2), norm(4), relu6), Inverted(4, 4, 3, relu6),
            Inverted(3, 6, 3, relu6), Inverted(3, 6, 4, nn.ReLU(), 2),
            nn.Sequential(conv(4, 8, 1), norm(8), relu6))
        self.classifier = nn.Sequential(nn.Dropout(0), nn.Linear(8, CLASSES))

    def forward(self, x):
        return self.classifier(self.features(x).mean([2, 3]))


class DenseLayer(nn.Module):
    def __init__(self, inputs):
        super().__init__()
        self.norm1 = norm(inputs)
        self.conv1 = conv(inputs, 6, 1)
        self.norm2 = norm(6)
        self.conv2 = conv(6, 2)

    def forward(self, x):
        y = self.conv2(F.relu(self.norm2(self.conv1(F.relu(self.norm1(x))))))
        return torch.cat([x, y], 1)


class DenseNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv0 = conv(3, 4, bias=True)
        self.dense1 = DenseLayer(4)
        self.dense2 = DenseLayer(6)
        self.transition = nn.Sequential(norm(8), nn.ReLU(), conv(8, 4, 1), nn.AvgPool2d(2))
        self.dense3 = DenseLayer(4)
        self.norm5 = norm(6)
        self.classifier = nn.Linear(6, CLASSES)

    def forward(self, x):
        x = self.dense3(self.transition(self.dense2(self.dense1(self.conv0(x)))))
        x = F.adaptive_avg_pool2d(F.relu(self.norm5(x)), 1)
        return self.classifier(torch.flatten(x, 1))


class Mlp(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(12, 8)
        self.bn1 = nn.BatchNorm1d(8)
        self.fc2 = nn.Linear(8, 6, bias=False)
        self.bn2 = nn.BatchNorm1d(6)
        self.fc3 = nn.Linear(6, CLASSES)

    def forward(self, x):
        return self.fc3(F.relu(self.bn2(self.fc2(F.relu(self.bn1(self.fc1(x)))))))


class Stream:
    """Channels by the modules that write and read them: the name of a module, for all its channels, or a name and the channels."""

    def __init__(self, writers, readers, obstacle=None):
        self.writers = [end if isinstance(end, tuple) else (end, slice(None)) for end in writers]
        self.readers = [end if isinstance(end, tuple) else (end, slice(None)) for end in readers]
        self.obstacle = obstacle

    def names(self):
        return ' > '.join(','.join(sorted(name for name, _ in ends)) for ends in (self.writers, self.readers))

    def balance(self, modules, gradients, variances):
        """Number of channels, and the terms of T8: gamma^2 lambda, linear writers, beta dL/dbeta, readers, sum of all |terms|."""
        scales, shifts, written, read = [], [], [], []
        for name, channels in self.writers:
            terms = [(parameter * gradients[name + '.' + key])[channels].flatten()
                for key, parameter in modules[name].named_parameters()]
            if isinstance(modules[name], NORMALIZATIONS):
                scales.append(terms[0])
                shifts.append(terms[1])
            else:
                written += terms
        for name, channels in self.readers:
            module = modules[name]
            terms = module.weight * gradients[name + '.weight']
            if isinstance(module, NORMALIZATIONS):
                read.append((terms * module.eps / (variances[name] + module.eps))[channels])
            elif getattr(module, 'groups', 1) > 1:
                # Depthwise: the weights of a channel are a row.
                read.append(terms[channels].flatten())
            else:
                read.append(terms[:, channels].flatten())
        total = lambda terms: torch.cat(terms).sum().item() if terms else 0.0
        name, channels = self.writers[0]
        return [len(modules[name].weight[channels]), -total(scales), -total(written), total(shifts), -total(read),
            total([term.abs() for term in scales + shifts + written + read])]


MIDDLE, OUTER = [2, 3, 4, 5], [0, 1, 6, 7]
FIRST = [0, 1, 2, 3]
INNER = [Stream([block + '.bn1'], [block + '.conv2']) for block in ('layer1.0', 'layer2.0', 'layer2.1')]
# As the obstacle is called.
RELU6 = 'CLIP(0.0, 6.0)'
BLOCKS = ['', 'layer1.0.', 'layer2.0.', 'layer2.1.', 'layer3.0.']
# Of each network: how it is made, its inputs, the linear map of each normalization that has one of its own, and its streams.
SUBJECTS = {
    'cnn': (Cnn, IMAGES, {'bn1': 'conv1', 'bn2': 'conv2'}, [Stream(['bn1'], ['conv2']), Stream(['bn2'], ['fc'])]),
    'resnet_a': (lambda: ResNet(SliceAndPad(), None), IMAGES,
        {block + 'bn' + part: block + 'conv' + part for block in BLOCKS[:4] for part in '12'}, INNER + [
        Stream(['bn1', 'layer1.0.bn2', ('layer2.0.bn2', MIDDLE), ('layer2.1.bn2', MIDDLE)],
            ['layer1.0.conv1', 'layer2.0.conv1', ('layer2.1.conv1', MIDDLE), ('fc', MIDDLE)]),
        Stream([('layer2.0.bn2', OUTER), ('layer2.1.bn2', OUTER)], [('layer2.1.conv1', OUTER), ('fc', OUTER)])]),
    # The shortcut of layer3 writes without a normalization.
    'resnet_b': (lambda: ResNet(nn.Sequential(conv(4, 8, 1, 2), norm(8)), conv(8, 8, 1, bias=True)), IMAGES,
        {'layer2.0.shortcut.1': 'layer2.0.shortcut.0',
            **{block + 'bn' + part: block + 'conv' + part for block in BLOCKS for part in '12'}}, INNER + [
        Stream(['bn1', 'layer1.0.bn2'], ['layer1.0.conv1', 'layer2.0.conv1', 'layer2.0.shortcut.0']),
        Stream(['layer2.0.bn2', 'layer2.0.shortcut.1', 'layer2.1.bn2'],
            ['layer2.1.conv1', 'layer3.0.conv1', 'layer3.0.shortcut']),
        Stream(['layer3.0.bn1'], ['layer3.0.conv2']),
        Stream(['layer3.0.bn2', 'layer3.0.shortcut'], ['fc'])]),
    'mobilenet': (MobileNet, IMAGES,
        {'features.0.1': 'features.0.0', 'features.4.1': 'features.4.0',
            **{block + part + '_bn': block + part for block in ('features.1.', 'features.2.', 'features.3.')
                for part in ('expand', 'depthwise', 'project')}}, [
        Stream(['features.0.1'], ['features.1.depthwise'], RELU6),
        Stream(['features.1.depthwise_bn'], ['features.1.project'], RELU6),
        Stream(['features.1.project_bn', 'features.2.project_bn'], ['features.2.expand', 'features.3.expand']),
        Stream(['features.2.expand_bn'], ['features.2.depthwise'], RELU6),
        Stream(['features.2.depthwise_bn'], ['features.2.project'], RELU6),
        Stream(['features.3.expand_bn'], ['features.3.depthwise']),
        Stream(['features.3.depthwise_bn'], ['features.3.project']),
        Stream(['features.3.project_bn'], ['features.4.0']),
        Stream(['features.4.1'], ['classifier.1'], RELU6)]),
    'densenet': (DenseNet, IMAGES, {layer + '.norm2': layer + '.conv1' for layer in ('dense1', 'dense2', 'dense3')}, [
        Stream(['conv0'], ['dense1.norm1', ('dense2.norm1', FIRST), ('transition.0', FIRST)]),
        Stream(['dense1.conv2'], [('dense2.norm1', [4, 5]), ('transition.0', [4, 5])]),
        Stream(['dense2.conv2'], [('transition.0', [6, 7])]),
        Stream(['transition.0'], ['transition.2']),
        Stream(['transition.2'], ['dense3.norm1', ('norm5', FIRST)]),
        Stream(['dense3.conv2'], [('norm5', [4, 5])]),
        Stream(['norm5'], ['classifier'])]
        + [Stream([layer + '.norm' + part], [layer + '.conv' + part]) for layer in ('dense1', 'dense2', 'dense3')
            for part in '12']),
    'mlp': (Mlp, ROWS, {'bn1': 'fc1', 'bn2': 'fc2'}, [Stream(['bn1'], ['fc2']), Stream(['bn2'], ['fc3'])]),
}


def randomize(model):
    for module in model.modules():
        if isinstance(module, NORMALIZATIONS):
            nn.init.uniform_(module.weight, 0.5, 1.5)
            module.weight.data[0] *= -1
            nn.init.normal_(module.bias, 0, 0.3)
            module.running_mean.normal_(0, 0.2)
            module.running_var.uniform_(0.5, 1.5)
    return model.double().eval()


def outputs(model, x):
    with torch.no_grad():
        return model(x)


def batch_numbers(trained, x, labels, streams):
    """The gradients of one batch, and what follows from them."""
    model = copy.deepcopy(trained).train()
    modules = dict(model.named_modules())
    normalizations = {name: module for name, module in modules.items() if isinstance(module, NORMALIZATIONS)}
    variances = {}
    for name, module in normalizations.items():
        module.register_forward_pre_hook(lambda module, inputs, name=name: variances.update(
            {name: inputs[0].detach().transpose(0, 1).flatten(1).var(1, unbiased=False)}))
    F.cross_entropy(model(x), labels).backward()
    gradients = {name: parameter.grad for name, parameter in model.named_parameters()}
    numbers = {}
    for name in normalizations:
        numbers['gammaGradient ' + name] = gradients[name + '.weight']
        numbers['betaGradient ' + name] = gradients[name + '.bias']
        numbers['variance ' + name] = variances[name]
    with torch.no_grad():
        for stream in streams:
            values = [] if stream.obstacle else stream.balance(modules, gradients, variances)
            numbers['stream ' + stream.names()] = torch.tensor(values, dtype=torch.float64)
    return numbers


def mean_numbers(model, x, batch, linear, streams):
    """Means over batches, and the rates of the means."""
    batches = [batch_numbers(model, x[i:i + batch], LABELS[i:i + batch], streams) for i in range(0, EXAMPLES, batch)]
    numbers = {key: sum(each[key] for each in batches) / len(batches) for key in batches[0]}
    modules = dict(model.named_modules())
    for name in [key.split(' ', 1)[1] for key in numbers if key.startswith('gammaGradient ')]:
        rates = -numbers['gammaGradient ' + name] / modules[name].weight.detach()
        numbers['lambda ' + name] = rates
        if name in linear:
            weights = modules[linear[name]].weight.detach()
            numbers['alpha ' + name] = rates * numbers['variance ' + name] / weights.flatten(1).square().sum(1)
    return numbers


def write(file, model, x, linear, streams):
    with open(file + '.txt', 'w') as out:
        def line(key, values):
            print(key, ' '.join(map(repr, values.flatten().tolist())), sep='\t', file=out)
        line('inputs', x)
        line('labels', LABELS)
        line('outputs', outputs(model, x))
        for prefix, batch in (('population ', EXAMPLES), ('batches ', BATCH)):
            for key, values in mean_numbers(model, x, batch, linear, streams).items():
                line(prefix + key, values)
        for stream in streams:
            if stream.obstacle:
                print('obstacle ' + stream.names(), stream.obstacle, sep='\t', file=out)


def export(model, x, file, **options):
    options = dict(training=torch.onnx.TrainingMode.PRESERVE, do_constant_folding=False, input_names=['x'],
        output_names=['y']) | options
    torch.onnx.export(model, x[:2], file + '.onnx', **options)


def wrap(file):
    """As exporters before PyTorch 1.8 wrote BatchNorm1d: an axis is added before it, and removed again."""
    model = onnx.load(file + '.onnx')
    nodes = []
    for node in model.graph.node:
        if node.op_type != 'BatchNormalization':
            nodes.append(node)
            continue
        x, y = node.input[0], node.output[0]
        node.input[0], node.output[0] = x + '_3', y + '_3'
        nodes += [helper.make_node('Unsqueeze', [x], [x + '_3'], axes=[2]), node,
            helper.make_node('Squeeze', [y + '_3'], [y], axes=[2])]
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    onnx.checker.check_model(model, full_check=True)
    onnx.save(model, file + '_wrapped.onnx')


def halve(file):
    """The same file with everything in float16."""
    model = onnx.load(file + '.onnx')
    for tensor in model.graph.initializer:
        if tensor.data_type == TensorProto.DOUBLE:
            tensor.CopyFrom(numpy_helper.from_array(numpy_helper.to_array(tensor).astype('float16'), tensor.name))
    for value in [*model.graph.input, *model.graph.output]:
        value.type.tensor_type.elem_type = TensorProto.FLOAT16
    del model.graph.value_info[:]
    onnx.checker.check_model(model, full_check=True)
    onnx.save(model, file + '_half.onnx')


for name, (make, x, linear, streams) in SUBJECTS.items():
    model = randomize(make())
    export(model, x, name)
    write(name, model, x, linear, streams)
    if name in ('cnn', 'densenet'):
        export(model, x, name + '_folded', training=torch.onnx.TrainingMode.EVAL, do_constant_folding=True)
    if name == 'cnn':
        torch.save(model.state_dict(), name + '.pt')
        halve(name)
        write(name + '_half', copy.deepcopy(model).half().double(), x, linear, streams)
    if name == 'resnet_a':
        export(model, x, name + '_dynamic', dynamic_axes={'x': {0: 'batch'}, 'y': {0: 'batch'}})
    if name == 'mlp':
        export(model, x, name, opset_version=11)
        wrap(name)
