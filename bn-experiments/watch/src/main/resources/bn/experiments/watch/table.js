import {element, setText} from "./dom.js";

/**
 * A table of items with names, such as layers: a row each. It scrolls within its box, and keeps its rows when numbers change.
 *
 * Columns are {head, title, value, text}: `value` gives the text of an item; `text` says that it is words, not a number.
 */
export class NamedTable {
    #columns;
    #selection;
    #body = element("tbody");
    #rows = [];

    constructor(caption, nameHead, columns, selection) {
        this.#columns = columns;
        this.#selection = selection;
        const heads = columns.map(({head, title, text}) =>
            element("th", {scope: "col", class: text ? "" : "n", ...title && {title}}, head));
        const table = element("table", {}, element("caption", {}, caption),
            element("thead", {}, element("tr", {}, element("th", {scope: "col"}, nameHead), ...heads)), this.#body);
        this.node = element("div", {class: "scroll", role: "region", tabindex: "0", "aria-label": caption}, table);
        selection.watch(() => this.#emphasize());
    }

    update(items) {
        const same = this.#rows.length === items.length && items.every((item, i) => item.name === this.#rows[i].name);
        if (!same) {
            this.#rows = items.map(item => this.#row(item.name));
            this.#body.replaceChildren(...this.#rows.map(row => row.node));
            this.#emphasize();
        }
        items.forEach((item, i) => this.#columns.forEach((column, j) => setText(this.#rows[i].cells[j], column.value(item))));
    }

    #row(name) {
        const cells = this.#columns.map(column => element("td", {class: column.text ? "words" : "n"}));
        const node = element("tr", {}, element("th", {scope: "row", title: name}, element("bdi", {}, name)), ...cells);
        this.#selection.bind(node, name);
        return {name, node, cells};
    }

    #emphasize() {
        this.#rows.forEach(row => row.node.classList.toggle("chosen", row.name === this.#selection.name));
    }
}
