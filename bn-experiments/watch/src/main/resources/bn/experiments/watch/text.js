// Numbers as text.

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const MINUS = "−";

/** What is shown where there is no value. */
export const NONE = "–";

/** 10 to the power of a whole number. */
export function power(exponent) {
    const digits = Array.from(String(Math.abs(exponent)), digit => SUPERSCRIPTS[Number(digit)]).join("");
    return "10" + (exponent < 0 ? "⁻" : "") + digits;
}

function signed(text) {
    return text.replace("-", MINUS);
}

/** A number with so many significant digits; NONE for null. */
export function number(value, digits = 3) {
    if (value === null || value === undefined) {
        return NONE;
    }
    // Rounded first: 999.7 with three digits is 1000.
    const size = Math.abs(Number(value.toPrecision(digits)));
    if (value === 0) {
        return "0";
    }
    if (size >= 1e-3 && size < 1e5) {
        return signed(size >= 10 ** digits ? String(Math.round(value)) : value.toPrecision(digits));
    }
    const [mantissa, exponent] = value.toExponential(digits - 1).split("e");
    return signed(mantissa) + "·" + power(Number(exponent));
}

/** A whole number with commas; NONE for null. */
export function whole(value) {
    return value === null || value === undefined ? NONE : signed(Math.round(value).toLocaleString("en-US"));
}

/** A value with its standard error, if there is one. */
export function withError(value, error) {
    const known = value !== null && value !== undefined && error !== null && error !== undefined;
    return known ? number(value) + " ± " + number(error, 2) : number(value);
}

/** A time span in seconds, such as "2 h 05 min". */
export function duration(seconds) {
    if (seconds === null || seconds === undefined) {
        return NONE;
    }
    if (seconds < 60) {
        return (seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)) + " s";
    }
    const minutes = Math.round(seconds / 60);
    return minutes < 60 ? minutes + " min" : Math.floor(minutes / 60) + " h " + String(minutes % 60).padStart(2, "0") + " min";
}

/** The last value of a column; null if there is none. */
export function last(values) {
    return values && values.length > 0 ? values[values.length - 1] : null;
}
