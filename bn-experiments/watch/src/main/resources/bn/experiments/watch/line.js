// A line of a chart: {name, depth, x, y, error, noise}. Depth is from 0, the first layer, to 1, the last; error (a standard error)
// and noise may be null. Values that are not defined are null.

/** More points than this cannot be distinguished on a screen. */
const MOST_POINTS = 300;

function mean(values) {
    return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function defined(values) {
    return values.filter(value => value !== null && value !== undefined && Number.isFinite(value));
}

/** The standard error of the mean of values whose standard errors are given, if all have one. */
function meanError(errors, values) {
    const known = defined(errors);
    return known.length === 0 || known.length < defined(values).length ? null : Math.hypot(...known) / known.length;
}

/**
 * The line with at most MOST_POINTS points. Each is the mean of the same number of neighbours, which the result has as `averaged`,
 * at the last of their places; what is null is left out of a mean.
 */
export function averaged(line) {
    const size = Math.max(1, Math.ceil(line.x.length / MOST_POINTS));
    const result = {...line, averaged: size, x: [], y: [], error: line.error && [], noise: line.noise && []};
    for (let from = 0; from < line.x.length; from += size) {
        const part = column => column.slice(from, from + size);
        result.x.push(line.x[Math.min(from + size, line.x.length) - 1]);
        result.y.push(mean(defined(part(line.y))));
        result.error?.push(meanError(part(line.error), part(line.y)));
        result.noise?.push(mean(defined(part(line.noise))));
    }
    return result;
}

/** To a tenth of a pixel; toFixed is several times slower. */
function pixel(value) {
    return Math.round(value * 10) / 10;
}

/** SVG path data through the points; a gap where y is null, a dot where both neighbours of a point are. */
export function path(x, y) {
    let data = "";
    for (let i = 0; i < x.length; i++) {
        if (y[i] === null) {
            continue;
        }
        const begins = i === 0 || y[i - 1] === null;
        data += (begins ? "M" : "L") + pixel(x[i]) + "," + pixel(y[i]);
        if (begins && (i + 1 === x.length || y[i + 1] === null)) {
            data += "h0";
        }
    }
    return data;
}

/** SVG path data of the area between two lines, in pieces between gaps. */
export function band(x, low, high) {
    let data = "";
    for (let from = 0; from < x.length; from++) {
        if (low[from] === null || high[from] === null) {
            continue;
        }
        let to = from;
        while (to + 1 < x.length && low[to + 1] !== null && high[to + 1] !== null) {
            to++;
        }
        const points = [];
        for (let i = from; i <= to; i++) {
            points.push(pixel(x[i]) + "," + pixel(high[i]));
        }
        for (let i = to; i >= from; i--) {
            points.push(pixel(x[i]) + "," + pixel(low[i]));
        }
        data += "M" + points.join("L") + "Z";
        from = to;
    }
    return data;
}
