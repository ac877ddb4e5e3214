// The charts of a run: which numbers of the snapshot they show, and what these mean.

import {LineChart} from "./chart.js";

function depth(index, count) {
    return count < 2 ? 0 : index / (count - 1);
}

function byLayer(value, more = () => ({})) {
    return run => run.layers.map((layer, i) =>
        ({name: layer.name, depth: depth(i, run.layers.length), x: layer.step, y: value(layer), ...more(layer)}));
}

const FIGURES = [
    {
        title: "Rate λ by layer",
        text: "Solid: the root mean square of the rates of a layer's live channels. Dotted: its noise, the root mean square of their "
            + "standard errors. A line that is not clearly above its noise shows noise only.",
        kind: "main",
        lines: byLayer(layer => layer.lambdaRms, layer => ({noise: layer.lambdaNoise})),
    },
    {
        title: "Net rate Σ γ²λ",
        text: "Sum over the channels of a layer, with one standard error as a band. "
            + "Where it is positive, the loss makes the size of γ grow.",
        lines: byLayer(layer => layer.netRate, layer => ({error: layer.netRateSe})),
    },
    {
        title: "Scale γ",
        text: "Root mean square over the channels of a layer.",
        lines: byLayer(layer => layer.gammaRms),
    },
    {
        title: "Effective learning rate",
        text: "The learning rate divided by |w|², mean over the channels of a layer.",
        lines: byLayer(layer => layer.effectiveLearningRate),
    },
    {
        title: "Angle of a step",
        text: "By how many radians one optimizer step turns the weights of a channel, root mean square over a layer.",
        lines: byLayer(layer => layer.angle),
    },
    {
        title: "Balance of streams (T8)",
        text: "Net rate − shift + writers and consumers should be equal. Drawn: how far they are apart, as a fraction of the sum of "
            + "the absolute values of these four.",
        lines: run => run.streams.map((stream, i) =>
            ({name: stream.name, depth: depth(i, run.streams.length), x: stream.step, y: stream.error})),
    },
    {
        title: "Loss",
        text: "Mean over the losses of a window.",
        lines: run => [{name: "loss", depth: 0, x: run.steps.step, y: run.steps.loss}],
    },
];

/** All charts of a run. */
export class Figures {
    #charts;

    constructor(selection) {
        this.#charts = FIGURES.map(figure => new LineChart(figure.title, figure.text, selection, figure.kind));
        this.nodes = this.#charts.map(chart => chart.node);
    }

    update(run) {
        this.#charts.forEach((chart, i) => chart.update(FIGURES[i].lines(run)));
    }
}
