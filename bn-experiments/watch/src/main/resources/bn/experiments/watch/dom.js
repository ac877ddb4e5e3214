// Elements of the page. Text from the data is only ever set as text, so a name cannot become markup.

const SVG = "http://www.w3.org/2000/svg";

function filled(node, attributes, children) {
    for (const [name, value] of Object.entries(attributes)) {
        node.setAttribute(name, value);
    }
    node.append(...children);
    return node;
}

/** An HTML element; children are elements or texts. */
export function element(tag, attributes = {}, ...children) {
    return filled(document.createElement(tag), attributes, children);
}

/** An SVG element. */
export function svg(tag, attributes = {}, ...children) {
    return filled(document.createElementNS(SVG, tag), attributes, children);
}

/** Sets a text, if it is another one: what the reader has selected stays selected otherwise. */
export function setText(node, text) {
    if (node.textContent !== text) {
        node.textContent = text;
    }
}

/** Replaces the children of a list by one item a text, if the texts are others. */
export function setItems(list, texts) {
    const now = Array.from(list.children, item => item.textContent);
    if (now.length !== texts.length || texts.some((text, i) => text !== now[i])) {
        list.replaceChildren(...texts.map(text => element("li", {}, text)));
    }
}
