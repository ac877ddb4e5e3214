// One run: its state, what the numbers mean, its charts and its tables.

import {element, setItems, setText} from "./dom.js";
import {Figures} from "./figures.js";
import {NamedTable} from "./table.js";
import {NONE, duration, last, number, whole, withError} from "./text.js";

/** Without new readings for so long, in milliseconds, the page says so: a run that was killed cannot say that it has ended. */
const QUIET = 60_000;

const LAYERS = [
    {head: "channels", value: layer => whole(layer.channels)},
    {head: "dead", title: "channels with |γ| < 0.001", value: layer => whole(last(layer.dead))},
    {head: "λ rms", value: layer => number(last(layer.lambdaRms))},
    {head: "noise", title: "root mean square of the standard errors of λ", value: layer => number(last(layer.lambdaNoise), 2)},
    {head: "λ mean", value: layer => withError(last(layer.lambdaMean), last(layer.lambdaMeanSe))},
    {head: "net rate", title: "Σ γ²λ", value: layer => withError(last(layer.netRate), last(layer.netRateSe))},
    {head: "shift", title: "Σ β dL/dβ", value: layer => number(last(layer.shift))},
    {head: "γ rms", value: layer => number(last(layer.gammaRms))},
    {head: "β rms", value: layer => number(last(layer.betaRms))},
    {head: "α mean", title: "λ Var(u) / |w|²", value: layer => number(last(layer.alphaMean))},
    {head: "|w| rms", value: layer => number(last(layer.weightNorm))},
    {head: "effective learning rate", value: layer => number(last(layer.effectiveLearningRate))},
    {head: "angle", title: "radians in one step", value: layer => number(last(layer.angle))},
    {head: "readings", title: "in the latest window", value: layer => whole(last(layer.readings))},
    {head: "linear map", text: true, value: layer => layer.linear ?? NONE},
];

const STREAMS = [
    {head: "net rate", value: stream => number(last(stream.netRate))},
    {head: "shift", value: stream => number(last(stream.shift))},
    {head: "writers", title: "gradients of writing maps without normalization", value: stream => number(last(stream.writersGradient))},
    {head: "consumers", title: "gradients of reading maps", value: stream => number(last(stream.consumersGradient))},
    {head: "error", title: "a fraction", value: stream => number(last(stream.error), 2)},
    {head: "written by", text: true, value: stream => stream.writers.join(", ") || NONE},
    {head: "read by", text: true, value: stream => stream.consumers.join(", ") || NONE},
];

function fact(name) {
    const value = element("dd", {}, NONE);
    return {value, node: element("div", {}, element("dt", {}, name), value)};
}

function list(title, kind) {
    const items = element("ul", {class: kind});
    return {items, node: element("section", {}, element("h3", {}, title), items)};
}

/** The names of layers to choose from, coloured as their lines are. */
class Legend {
    #selection;
    #buttons = [];

    constructor(selection) {
        this.#selection = selection;
        this.node = element("div", {class: "legend", role: "group", "aria-label": "Layers, from the first to the last"});
        selection.watch(() => this.#emphasize());
    }

    update(layers) {
        if (layers.length !== this.#buttons.length || layers.some((layer, i) => layer.name !== this.#buttons[i].name)) {
            this.#buttons = layers.map((layer, i) => this.#button(layer.name, layers.length < 2 ? 0 : i / (layers.length - 1)));
            this.node.replaceChildren(...this.#buttons.map(button => button.node));
            this.#emphasize();
        }
    }

    #button(name, depth) {
        const node = element("button", {type: "button", title: name}, element("span", {class: "swatch"}), element("bdi", {}, name));
        node.style.setProperty("--depth", depth);
        this.#selection.bind(node, name);
        return {name, node};
    }

    #emphasize() {
        for (const {name, node} of this.#buttons) {
            node.setAttribute("aria-pressed", String(name === this.#selection.pinned));
            node.classList.toggle("chosen", name === this.#selection.name);
        }
    }
}

export class RunView {
    #name = element("h2");
    #state = element("span", {class: "state"});
    #quiet = element("span", {class: "quiet"});
    #facts = Object.fromEntries(["framework", "model", "step", "loss", "learning rate", "time"].map(name => [name, fact(name)]));
    #sentences = element("ul", {class: "sentences"});
    #legend;
    #figures;
    #layers;
    #streams;
    #dead = list("Dead channels", "plain");
    #advice = list("Weight decay", "plain");
    #notes = list("Notes", "plain");
    #run = null;
    #changed = 0;

    constructor(selection) {
        this.#legend = new Legend(selection);
        this.#figures = new Figures(selection);
        this.#layers = new NamedTable("Layers: the latest window", "layer", LAYERS, selection);
        this.#streams = new NamedTable("Streams: the latest window", "stream", STREAMS, selection);
        const facts = element("dl", {class: "facts"}, ...Object.values(this.#facts).map(each => each.node));
        this.node = element("article", {class: "run"},
            element("header", {}, element("div", {class: "title"}, this.#name, this.#state), this.#quiet, facts),
            this.#sentences,
            // With several runs, style.css counts these rows: two above, the names and the charts, the tables.
            element("div", {class: "charts"}, element("div", {class: "layers"}, element("h3", {}, "Layers"), this.#legend.node),
                ...this.#figures.nodes),
            element("div", {class: "tables"}, this.#dead.node, this.#layers.node, this.#streams.node, this.#advice.node, this.#notes.node));
    }

    update(run) {
        if (this.#run === null || this.#run.step !== run.step) {
            this.#changed = Date.now();
        }
        this.#run = run;
        setText(this.#name, run.name);
        this.#fact("framework", run.framework ?? NONE);
        this.#fact("model", run.model ?? NONE);
        this.#fact("step", whole(run.step));
        this.#fact("loss", number(last(run.steps.loss), 4));
        this.#fact("learning rate", number(last(run.steps.learningRate)));
        this.#fact("time", duration(run.seconds));
        setItems(this.#sentences, run.sentences);
        this.#legend.update(run.layers);
        this.#figures.update(run);
        this.#layers.update(run.layers);
        this.#streams.node.hidden = run.streams.length === 0;
        this.#streams.update(run.streams);
        this.#lists(run);
    }

    /** Says whether the run goes on, as far as the page knows. */
    showState(connected) {
        const state = !connected ? "not connected" : this.#run.finished ? "finished" : "running";
        this.#state.dataset.state = state;
        setText(this.#state, state);
        const silence = Date.now() - this.#changed;
        setText(this.#quiet, state === "running" && silence >= QUIET
            ? "No new readings for " + duration(silence / 1000) + ". If the training has ended, it did not say so." : "");
    }

    #fact(name, text) {
        setText(this.#facts[name].value, text);
    }

    #lists(run) {
        const dead = run.layers.filter(layer => last(layer.dead) > 0)
            .map(layer => `${layer.name}: ${whole(last(layer.dead))} of ${whole(layer.channels)}`);
        setItems(this.#dead.items, dead.length > 0 ? dead : ["None in the latest window."]);
        this.#advice.node.hidden = run.advice.length === 0;
        setItems(this.#advice.items, run.advice);
        const notes = run.notes.concat(run.layers.filter(layer => layer.note !== null).map(layer => layer.name + ": " + layer.note));
        this.#notes.node.hidden = notes.length === 0;
        setItems(this.#notes.items, notes);
    }
}
