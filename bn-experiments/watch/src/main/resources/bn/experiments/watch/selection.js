/** The layer that is shown clearly in all charts and tables of all runs: the one under the pointer, else the one that was chosen. */
export class Selection {
    #pinned = null;
    #hovered = null;
    #listeners = [];

    get name() {
        return this.#hovered ?? this.#pinned;
    }

    get pinned() {
        return this.#pinned;
    }

    /** The name of a layer, or null. */
    hover(name) {
        if (this.#hovered !== name) {
            this.#hovered = name;
            this.#changed();
        }
    }

    /** Chooses a layer, or no longer if it was chosen already. */
    toggle(name) {
        this.#pinned = this.#pinned === name ? null : name;
        this.#hovered = null;
        this.#changed();
    }

    /** Calls back after each change. */
    watch(listener) {
        this.#listeners.push(listener);
    }

    #changed() {
        this.#listeners.forEach(listener => listener());
    }

    /** Makes an element, such as a row, choose a layer by pointer. */
    bind(node, name) {
        node.addEventListener("pointerenter", event => event.pointerType === "mouse" && this.hover(name));
        node.addEventListener("pointerleave", event => event.pointerType === "mouse" && this.hover(null));
        node.addEventListener("click", () => this.toggle(name));
    }
}
