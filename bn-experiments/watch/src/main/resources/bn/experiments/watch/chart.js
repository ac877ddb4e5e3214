// Line charts in SVG, one line for each layer or stream.

import {range, stepAxis, verticalAxis} from "./axis.js";
import {element, setText, svg} from "./dom.js";
import {averaged, band, path} from "./line.js";
import {number, whole, withError} from "./text.js";

const TOP = 10;
const BOTTOM = 42;
const GAP = 8;
/** A pointer that is farther from every line, in pixels, is at no line. */
const NEAR = 40;

let charts = 0;

const measure = document.createElement("canvas").getContext("2d");

function textWidth(text, font) {
    measure.font = font;
    return measure.measureText(text).width;
}

export class LineChart {
    #selection;
    #title;
    #id = "chart" + ++charts;
    #box = element("div", {class: "plot"});
    #readout = element("p", {class: "readout"});
    #remark = element("p", {class: "remark"});
    #lines = [];
    #drawn = [];
    #width = 0;
    #font = null;
    #note = "";
    /** A circle at the point that is read. */
    #marker = null;

    /**
     * @param title of the chart
     * @param explanation what is drawn, in a sentence
     * @param kind a CSS class of the figure
     */
    constructor(title, explanation, selection, kind = "") {
        this.#title = title;
        this.#selection = selection;
        this.node = element("figure", {class: "chart " + kind},
            element("figcaption", {}, element("h3", {}, title), element("p", {}, explanation)), this.#box, this.#readout, this.#remark);
        new ResizeObserver(entries => this.#resized(entries[0].contentRect.width)).observe(this.#box);
        this.#box.addEventListener("pointermove", event => this.#point(event));
        this.#box.addEventListener("pointerdown", event => this.#point(event));
        this.#box.addEventListener("pointerleave", event => event.pointerType === "mouse" && this.#leave());
        this.#box.addEventListener("click", event => {
            const near = this.#nearest(event);
            if (near !== null && this.#lines.length > 1) {
                selection.toggle(near.line.name);
            }
        });
        selection.watch(() => this.#emphasize());
    }

    /** Draws other lines; a note says what they leave out, if that is anything. */
    update(lines, note = "") {
        this.#lines = lines.map(averaged);
        this.#note = note;
        this.#draw();
    }

    #resized(width) {
        if (Math.abs(width - this.#width) > 0.5) {
            this.#width = width;
            this.#draw();
        }
    }

    #draw() {
        if (this.#width === 0) {
            return;
        }
        this.#drawn = [];
        const values = this.#lines.flatMap(line => line.y);
        const vertical = range(values.concat(this.#lines.flatMap(line => this.#around(line))));
        if (vertical === null || range(values) === null) {
            this.#box.replaceChildren(element("p", {class: "nothing"}, "There are no values."));
            setText(this.#readout, "");
            setText(this.#remark, this.#note);
            return;
        }
        const height = Math.round(Math.min(this.node.classList.contains("main") ? 380 : 240, Math.max(200, this.#width * 0.62)));
        const [x, y] = this.#axes(vertical, height);
        const title = svg("title", {id: this.#id + "t"}, this.#title);
        const description = svg("desc", {id: this.#id + "d"}, this.#describe());
        const picture = svg("svg", {viewBox: `0 0 ${this.#width} ${height}`, width: this.#width, height, role: "img",
            "aria-labelledby": title.id, "aria-describedby": description.id}, title, description, this.#frame(x, y, height));
        this.#drawn = this.#lines.map(line => this.#drawLine(line, x, y));
        picture.append(...this.#drawn.map(drawn => drawn.node));
        this.#marker = svg("circle", {class: "marker", r: 4, visibility: "hidden"});
        picture.append(this.#marker);
        this.#box.replaceChildren(picture);
        this.#remarks(vertical);
        this.#emphasize();
    }

    /** What a line's standard errors and noise need of the vertical axis. */
    #around(line) {
        const around = line.noise ?? [];
        return line.error ? around.concat(line.y.flatMap((value, i) =>
            value === null || line.error[i] === null ? [] : [value - line.error[i], value + line.error[i]])) : around;
    }

    #axes(vertical, height) {
        // Once: asking for it makes the browser compute the styles of all that was just drawn.
        const font = this.#font ??= "12px " + getComputedStyle(this.#box).fontFamily;
        const y = verticalAxis(vertical, height - BOTTOM, TOP, Math.max(3, Math.round(height / 40)));
        const steps = range(this.#lines.flatMap(line => line.x));
        const left = Math.ceil(Math.max(...y.ticks.map(tick => textWidth(tick.label, font)), 12)) + GAP;
        const right = Math.ceil(textWidth(whole(steps.high), font) / 2) + 2;
        const count = Math.max(2, Math.floor((this.#width - left) / 90));
        return [stepAxis(steps.low, steps.high, left + GAP, this.#width - Math.max(right, GAP), count), y];
    }

    #frame(x, y, height) {
        const frame = svg("g", {class: "frame", "aria-hidden": "true"});
        for (const {value, label} of y.ticks) {
            const at = y.at(value).toFixed(1);
            frame.append(svg("line", {class: "grid", x1: x.from - GAP, x2: x.to, y1: at, y2: at}),
                svg("text", {x: x.from - GAP - 6, y: at, dy: "0.35em", "text-anchor": "end"}, label));
        }
        if (y.low < 0 && y.high > 0) {
            frame.append(svg("line", {class: "zero", x1: x.from - GAP, x2: x.to, y1: y.at(0), y2: y.at(0)}));
        }
        const bottom = height - BOTTOM;
        frame.append(svg("line", {class: "axis", x1: x.from - GAP, x2: x.to, y1: bottom, y2: bottom}));
        for (const {value, label} of x.ticks) {
            const at = x.at(value).toFixed(1);
            frame.append(svg("line", {class: "axis", x1: at, x2: at, y1: bottom, y2: bottom + 4}),
                svg("text", {x: at, y: bottom + 17, "text-anchor": "middle"}, label));
        }
        frame.append(svg("text", {class: "name", x: (x.from + x.to) / 2, y: height - 5, "text-anchor": "middle"}, "step"));
        return frame;
    }

    #drawLine(line, x, y) {
        const xs = line.x.map(value => x.at(value));
        const ys = line.y.map(value => y.at(value));
        const node = svg("g", {class: "line"});
        node.style.setProperty("--depth", line.depth);
        if (line.error) {
            const edge = sign => line.y.map((value, i) =>
                value === null || line.error[i] === null ? null : y.at(value + sign * line.error[i]));
            node.append(svg("path", {class: "band", d: band(xs, edge(-1), edge(1))}));
        }
        if (line.noise) {
            node.append(svg("path", {class: "noise", d: path(xs, line.noise.map(value => y.at(value)))}));
        }
        node.append(svg("path", {class: "value", d: path(xs, ys)}));
        const end = ys.findLastIndex(value => value !== null);
        if (end >= 0) {
            node.append(svg("circle", {class: "end", cx: xs[end].toFixed(1), cy: ys[end].toFixed(1), r: 2}));
        }
        return {line, node, xs, ys};
    }

    #describe() {
        const latest = this.#lines.map(line => ({name: line.name, value: line.y.findLast(value => value !== null)}))
            .filter(each => each.value !== undefined);
        if (latest.length === 1) {
            return "The latest value is " + number(latest[0].value) + ".";
        }
        latest.sort((a, b) => a.value - b.value);
        const [least, most] = [latest[0], latest[latest.length - 1]];
        return `${latest.length} lines. Their latest values are from ${number(least.value)} (${least.name}) to `
            + `${number(most.value)} (${most.name}). The table below has all of them.`;
    }

    #remarks(vertical) {
        const most = Math.max(...this.#lines.map(line => line.averaged));
        const zeros = vertical.log ? this.#lines.flatMap(line => line.y).filter(value => value === 0).length : 0;
        setText(this.#remark, [this.#note,
            most > 1 ? `Each point is the mean of ${most} windows.` : "",
            vertical.log ? "Logarithmic scale." : "",
            zeros > 0 ? `Left out, as they have no place on it: ${zeros} values of 0.` : ""].filter(Boolean).join(" "));
    }

    #emphasize() {
        const name = this.#selection.name;
        const some = this.#drawn.some(each => each.line.name === name);
        this.#box.classList.toggle("chosen-one", some && this.#drawn.length > 1);
        for (const each of this.#drawn) {
            const chosen = each.line.name === name;
            each.node.classList.toggle("chosen", chosen);
            if (chosen) {
                this.#marker.before(each.node);
            }
        }
        this.#read(null);
    }

    /** The line and point nearest to the pointer. */
    #nearest(event) {
        const box = this.#box.getBoundingClientRect();
        const [px, py] = [event.clientX - box.left, event.clientY - box.top];
        let found = null;
        let distance = NEAR;
        for (const drawn of this.#drawn) {
            drawn.xs.forEach((x, i) => {
                const y = drawn.ys[i];
                // Along the line what counts is the step, across it the distance.
                const away = y === null ? Infinity : Math.abs(y - py) + 3 * Math.abs(x - px);
                if (away < distance) {
                    found = {...drawn, index: i};
                    distance = away;
                }
            });
        }
        return found;
    }

    #point(event) {
        const near = this.#nearest(event);
        this.#selection.hover(near === null || this.#lines.length === 1 ? null : near.line.name);
        this.#read(near);
    }

    #leave() {
        this.#selection.hover(null);
        this.#read(null);
    }

    /** Says the value of a point, or the latest one of the chosen line. */
    #read(near) {
        this.#marker?.setAttribute("visibility", near === null ? "hidden" : "visible");
        const chosen = near ?? this.#latest();
        if (chosen === null) {
            setText(this.#readout, this.#drawn.length > 1 ? "Point at a line or tap it to see its name and values." : "");
            return;
        }
        const {line, index, xs, ys} = chosen;
        this.#marker?.setAttribute("cx", xs[index]);
        this.#marker?.setAttribute("cy", ys[index]);
        this.#marker?.style.setProperty("--depth", line.depth);
        const noise = line.noise && line.noise[index] !== null ? ", noise " + number(line.noise[index], 2) : "";
        setText(this.#readout, `${line.name}, step ${whole(line.x[index])}: ${withError(line.y[index], line.error?.[index])}${noise}`);
    }

    #latest() {
        const chosen = this.#drawn.find(each => each.line.name === this.#selection.name || this.#drawn.length === 1);
        const index = chosen ? chosen.ys.findLastIndex(value => value !== null) : -1;
        return index < 0 ? null : {...chosen, index};
    }
}
