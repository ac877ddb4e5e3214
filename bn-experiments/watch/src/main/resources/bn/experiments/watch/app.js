// Keeps the connection to the server and shows what it sends.

import {element, setText} from "./dom.js";
import {RunView} from "./run.js";
import {Selection} from "./selection.js";

/** Until the page connects again by itself, in milliseconds, where the browser does not. */
const RETRY = 2_000;
/** Between two looks at how old the readings are, in milliseconds. */
const TICK = 5_000;

const place = document.getElementById("runs");
const problem = document.getElementById("problem");
const status = document.getElementById("status");

let views = [];
let names = [];
let pending = null;
let connected = false;

function show({runs}) {
    if (runs.length !== names.length || runs.some((run, i) => run.name !== names[i])) {
        names = runs.map(run => run.name);
        const selection = new Selection();
        views = runs.map(() => new RunView(selection));
        place.classList.toggle("several", runs.length > 1);
        place.replaceChildren(...views.map(view => view.node));
        if (runs.length === 0) {
            place.append(element("p", {class: "nothing"}, "There is no run yet. This page shows it as soon as it has begun."));
        }
    }
    views.forEach((view, i) => view.update(runs[i]));
    document.title = names.length === 0 ? "bn watch" : runs.map(run => run.name + " " + (run.step ?? "")).join(", ") + " – bn watch";
    showStates();
}

function showStates() {
    views.forEach(view => view.showState(connected));
}

/** Draws once a frame at most, and not while the page is hidden. */
function draw() {
    if (pending !== null && !document.hidden) {
        const snapshot = pending;
        pending = null;
        performance.mark("draw");
        show(snapshot);
        performance.measure("draw", "draw");
    }
}

function received(snapshot) {
    pending = snapshot;
    requestAnimationFrame(draw);
}

function setProblem(text) {
    problem.hidden = text === "";
    setText(problem, text);
}

function setConnected(now) {
    connected = now;
    const state = now ? "connected" : "not connected";
    status.dataset.state = state;
    setText(status, state);
    showStates();
}

function connect() {
    const source = new EventSource("/events");
    source.addEventListener("open", () => setConnected(true));
    source.addEventListener("snapshot", event => {
        setProblem("");
        received(JSON.parse(event.data));
    });
    source.addEventListener("problem", event => setProblem("The readings cannot be read: " + event.data));
    source.addEventListener("error", () => {
        setConnected(false);
        // The browser tries again by itself, except after an answer that is not a stream of events.
        if (source.readyState === EventSource.CLOSED) {
            setTimeout(connect, RETRY);
        }
    });
}

document.addEventListener("visibilitychange", draw);
setInterval(showStates, TICK);
connect();
