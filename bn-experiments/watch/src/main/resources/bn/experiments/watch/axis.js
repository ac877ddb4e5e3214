// Axes: from values to pixels, and the ticks with their labels.

import {number, power, whole} from "./text.js";

/** A ratio of the largest to the smallest value from which the axis is logarithmic. */
const LOG_RATIO = 20;

/** Steps of 1, 2 or 5 times a power of ten, about so many. */
function linearTicks(low, high, count) {
    const rough = (high - low) / count;
    const size = 10 ** Math.floor(Math.log10(rough));
    const step = [1, 2, 5, 10].map(each => each * size).find(each => each >= rough * 0.999);
    const ticks = [];
    for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) {
        ticks.push(i * step);
    }
    return {step, ticks};
}

function linearLabels(ticks, step) {
    const most = Math.max(...ticks.map(Math.abs));
    const exponent = most >= 1e5 || most < 1e-2 ? Math.floor(Math.log10(most)) : 0;
    const decimals = Math.max(0, exponent - Math.floor(Math.log10(step) + 1e-9));
    return ticks.map(tick => {
        const text = (tick / 10 ** exponent).toFixed(decimals).replace("-", "−");
        return tick === 0 ? "0" : exponent === 0 ? text : text + "·" + power(exponent);
    });
}

function logTicks(low, high, count) {
    const from = Math.ceil(Math.log10(low) - 1e-9);
    const to = Math.floor(Math.log10(high) + 1e-9);
    const every = Math.max(1, Math.ceil((to - from + 1) / count));
    const ticks = [];
    for (let exponent = from - 1; exponent <= to; exponent++) {
        // With few powers of ten in sight, 2 and 5 times them too.
        for (const factor of to - from < 2 ? [1, 2, 5] : [1]) {
            const value = factor * 10 ** exponent;
            const wanted = factor > 1 || (exponent - from) % every === 0;
            if (wanted && value >= low * 0.999 && value <= high * 1.001) {
                ticks.push({value, label: factor === 1 && (exponent < -3 || exponent > 4) ? power(exponent) : number(value, 1)});
            }
        }
    }
    return ticks;
}

/** An axis from `from` to `to` in pixels. */
class Axis {
    constructor(low, high, log, from, to, ticks) {
        Object.assign(this, {low, high, log, from, to, ticks});
    }

    /** The pixel of a value; null if there is no value, or none on a logarithmic axis. */
    at(value) {
        if (value === null || value === undefined || !Number.isFinite(value) || (this.log && value <= 0)) {
            return null;
        }
        const part = this.log
            ? Math.log(value / this.low) / Math.log(this.high / this.low)
            : (value - this.low) / (this.high - this.low);
        return this.from + part * (this.to - this.from);
    }
}

/** What a vertical axis has to show: its range, and whether it is logarithmic; null if there is no value. */
export function range(values) {
    let low = Infinity;
    let high = -Infinity;
    let positive = Infinity;
    for (const value of values) {
        if (value !== null && value !== undefined && Number.isFinite(value)) {
            low = Math.min(low, value);
            high = Math.max(high, value);
            positive = value > 0 ? Math.min(positive, value) : positive;
        }
    }
    if (low > high) {
        return null;
    }
    // Values of 0 have no place on a logarithmic axis; the chart says how many it leaves out.
    return {low, high, positive, log: low >= 0 && high / positive >= LOG_RATIO};
}

/** A vertical axis for a range, from the pixel at the bottom to that at the top. */
export function verticalAxis({low, high, positive, log}, bottom, top, count) {
    if (log) {
        const room = (high / positive) ** 0.04;
        const [from, to] = [positive / room, high * room];
        return new Axis(from, to, true, bottom, top, logTicks(from, to, count));
    }
    const from = low > 0 && low < high * 0.3 ? 0 : low;
    const spread = high - from || Math.abs(high) || 1;
    const [least, most] = [from === 0 ? 0 : from - spread * 0.05, high + spread * 0.05];
    const {step, ticks} = linearTicks(least, most, count);
    const labels = linearLabels(ticks, step);
    return new Axis(least, most, false, bottom, top, ticks.map((value, i) => ({value, label: labels[i]})));
}

/** A horizontal axis of steps. */
export function stepAxis(low, high, left, right, count) {
    const [from, to] = low === high ? [low - 1, high + 1] : [low, high];
    const {ticks} = linearTicks(from, to, count);
    const labelled = ticks.filter(Number.isInteger).map(value => ({value, label: whole(value)}));
    return new Axis(from, to, false, left, right, labelled);
}
