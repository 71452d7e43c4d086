"use strict";

// What the page has: the plot, its elements, and what the reader sees of it at present.

const find = (id) => document.getElementById(id);
const plot = JSON.parse(find("plot").textContent);
const box = find("chart");
const items = [...document.querySelectorAll("#legend li")];
const sliders = plot.swept.map((_, n) => find(`value-${n}`));
const alls = plot.swept.map((_, n) => find(`all-${n}`));
const view = { logX: plot.logX, logY: plot.logY, x: null, y: null };
const MOST_TOLD = 12;
const PANEL = 0.4;
const BELOW = 54;

let steps, xs, rates; // rates[curve][place]; null where there is none
let all; // the same of every panel: the rates, and what else is shown beneath them
let charts = [];
let chart = null; // of the rates
let first = 0; // how many steps a logarithmic axis leaves out
let at = null; // the place of the step under the cursor
let moved = null; // the same, while keys move it

// Numbers, as they stand in lrplot's pictures.

const stripped = (text) => text.replace(/\.?0+(e|$)/, "$1").replace("e+", "e");
const plain = (v, digits) => String(Number(v.toPrecision(digits)));
const scientific = (v, digits) => (v ? stripped(v.toExponential(digits - 1)) : "0");
const whole = (v) => v.toLocaleString("en-US", { maximumFractionDigits: 0 });

function rateText(v) {
  if (v == null) return "–";
  const size = Math.abs(v);
  return v === 0 || (size >= 1e-2 && size < 1e4) ? plain(v, 6) : scientific(v, 6);
}

function apart(values, write) {
  // the fewest digits that show how far apart they are
  const gaps = values.slice(1).map((v, n) => Math.abs(v - values[n]));
  const near = Math.min(...gaps, Infinity);
  for (let digits = 3; ; digits++) {
    const texts = values.map((v) => write(v, digits));
    if (digits > 14 || texts.every((t, n) => Math.abs(t - values[n]) <= near / 100)) return texts;
  }
}

const SUFFIXES = [[1e12, "T"], [1e9, "B"], [1e6, "M"], [1e3, "k"]];

function suffixed(v, longest) {
  const [unit, letter] = SUFFIXES.find(([size]) => longest >= size) ?? [1, ""];
  return v ? plain(v / unit, 12) + letter : "0";
}

function told(values, log, write) {
  // uPlot leaves out some labels of a logarithmic axis, as null
  const kept = values.filter((v) => v != null);
  const texts = new Map(write(kept).map((text, n) => [kept[n], text]));
  return values.map((v) => (v == null ? "" : texts.get(v)));
}

const ofSteps = (log) => (values) => {
  const longest = Math.max(...values.map(Math.abs), 0);
  if (longest < 1e4) return values.map((v) => plain(v, 10));
  const texts = values.map((v) => suffixed(v, log ? Math.abs(v) : longest));
  return texts.some((t) => (t.split(".")[1] ?? "").length > 3) ? values.map(whole) : texts;
};

const ofRates = (log) => (values) => {
  if (log) return values.map((v) => (v >= 1 && v < 1e4 ? plain(v, 6) : scientific(v, 6)));
  const longest = Math.max(...values.map(Math.abs), 0);
  return apart(values, longest >= 1e-2 && longest < 1e4 ? plain : scientific);
};

const ofEpochs = (log) => (values) => {
  const longest = Math.max(...values.map(Math.abs), 0);
  return log || longest < 1e-4 || longest >= 1e7 ? values.map(rateText) : apart(values, plain);
};

function stepText(place) {
  const step = steps[place];
  if (plot.unit === "epochs" && plot.perStep === 1) return `epoch ${whole(step)}`;
  const said = [`step ${whole(step)}`];
  if (plot.unit === "epochs") said.push(`epoch ${plain(step * plot.perStep, 6)}`);
  else if (plot.stepsPerEpoch) said.push(`epoch ${plain(step / plot.stepsPerEpoch, 6)}`);
  if (plot.unit === "samples" || plot.unit === "tokens") {
    said.push(`${whole(step * plot.perStep)} ${plot.unit}`);
  }
  return said.join(", ");
}

// The rates, unpacked: the first bytes of all numbers, then the second, and so on.

async function unpack() {
  const bytes = Uint8Array.from(atob(plot.packed), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  const planes = new Uint8Array(await new Response(stream).arrayBuffer());
  const size = planes.length / 8;
  const raw = new Uint8Array(planes.length);
  for (let n = 0; n < size; n++) for (let b = 0; b < 8; b++) raw[8 * n + b] = planes[b * size + n];
  const numbers = new DataView(raw.buffer);
  const row = (n) =>
    Array.from({ length: plot.count }, (_, k) => numbers.getFloat64(8 * (n * plot.count + k), true));
  steps = row(0);
  xs = steps.map((step) => step * plot.perStep);
  const many = plot.curves.length;
  all = plot.panels.map((_, panel) =>
    plot.curves.map((_, n) => row(1 + panel * many + n).map((v) => (Number.isNaN(v) ? null : v))),
  );
  rates = all[0];
}

// Which curves are shown.

const ticked = (curve) => items[curve].querySelector("input").checked;

const chosen = (curve) =>
  !plot.swept.length ||
  plot.swept[0].of[curve].some((_, member) =>
    // what stands beside a sweep is of none of its values, and stays
    plot.swept.every((each, n) => alls[n].checked || [null, +sliders[n].value].includes(each.of[curve][member])),
  );

const shown = () => plot.curves.map((_, n) => n).filter((n) => ticked(n) && chosen(n));

// What the axes show.

const along = () => (view.logX ? [Math.log10, (v) => 10 ** v] : [(v) => v, (v) => v]);

function fullX() {
  let [low, high] = [xs[first], xs[xs.length - 1]];
  if (plot.xLimits) [low, high] = plot.xLimits.map((limit) => limit * plot.perStep);
  if (view.logX && low <= 0) low = xs[first];
  if (low === high) return view.logX ? [low / 2, high * 2] : [low - plot.perStep / 2, high + plot.perStep / 2];
  if (plot.xLimits || view.logX) return [low, high];
  const margin = 0.01 * (high - low);
  return [low - margin, high + margin];
}

const xRange = () => view.x ?? fullX();

function yRange(panel) {
  const log = view.logY && !panel;
  if (view.y && !panel) return view.y;
  if (plot.yLimits && !panel && !view.x && !(log && plot.yLimits[0] <= 0)) return plot.yLimits;
  const [left, right] = xRange();
  let [low, high] = [Infinity, -Infinity];
  for (const curve of plot.curves.keys()) {
    if (!ticked(curve)) continue;
    for (let n = first; n < xs.length; n++) {
      const v = all[panel][curve][n];
      if (v == null || xs[n] < left || xs[n] > right || (log && v <= 0)) continue;
      low = Math.min(low, v);
      high = Math.max(high, v);
    }
  }
  if (low > high) return log ? [0.1, 1] : [0, 1];
  if (log) return [Math.max(low, high * 1e-6) / 1.3, high * 1.3];
  const top = Math.max(-low, high);
  const margin = 0.04 * (high - low);
  if (high - low <= 1e-9 * top) return [1.25 * Math.min(low, 0), 1.25 * Math.max(low, 0) || +(low === 0)];
  // of a momentum, where it moves
  const zoomed = view.x || steps[0] > 0 || plot.xLimits || plot.panels[panel].name === "momentum";
  if (!zoomed && (low > margin || high < -margin)) return [1.08 * Math.min(low, 0), 1.08 * Math.max(high, 0)];
  return [low - margin, high + margin];
}

function look(x, y = null) {
  // show a part: never less than two steps, nor anything outside the whole
  if (x) {
    const [forth, back] = along();
    const [least, most] = fullX().map(forth);
    let [low, high] = x.map(forth);
    const length = Math.min(high - low, most - least);
    low = Math.max(least, Math.min(low, most - length));
    x = [low, low + length].map(back);
    if (length >= (most - least) * (1 - 1e-9)) x = null;
    else if (x[1] - x[0] < 2 * plot.perStep) return;
  }
  Object.assign(view, { x, y });
  scale();
  refresh();
}

function scale() {
  const [min, max] = xRange();
  for (const each of charts) each.setScale("x", { min, max });
  // the axes of panels stand below each other
  align();
}

function zoom(factor) {
  const [forth, back] = along();
  const [low, high] = xRange().map(forth);
  const seen = at != null && xs[at] >= back(low) && xs[at] <= back(high);
  const center = seen ? forth(xs[at]) : (low + high) / 2;
  look([center + (low - center) * factor, center + (high - center) * factor].map(back));
}

function pan(part) {
  const [forth, back] = along();
  const [low, high] = xRange().map(forth);
  look([low + part * (high - low), high + part * (high - low)].map(back), view.y);
}

// The chart.

function lineOf(curve, panel) {
  const jumps = new Set(plot.curves[curve].jumps[panel]);
  return (u, series, from, to) => {
    const path = new Path2D();
    const [x, y] = [u.data[0], u.data[series]];
    let last = null;
    for (let n = from; n <= to; n++) {
      if (y[n] == null) {
        last = null;
        continue;
      }
      const [right, down] = [u.valToPos(x[n], "x", true), u.valToPos(y[n], "y", true)];
      if (last == null) path.moveTo(right, down);
      else if (jumps.has(n + first)) path.lineTo(right, last);
      path.lineTo(right, down);
      // a line through one point has no length
      if (last == null && y[n + 1] == null) path.arc(right, down, 2 * devicePixelRatio, 0, 7);
      last = down;
    }
    return { stroke: path };
  };
}

function build() {
  for (const each of charts) each.destroy();
  charts = [];
  first = view.logX ? xs.findIndex((x) => x > 0) : 0;
  box.style.setProperty("--more", plot.panels.length - 1);
  const widths = plot.panels.map(() => 0);
  for (const panel of plot.panels.keys()) charts.push(made(panel, widths));
  chart = charts[0];
  const tip = document.createElement("div");
  tip.id = "tip";
  tip.hidden = true;
  chart.over.append(tip);
  show();
  align();
}

function align() {
  // the widest numbers of all panels are known when each has been laid out once
  if (charts.length > 1) queueMicrotask(() => charts.forEach((each) => each.redraw(false, true)));
}

function size(panel) {
  // a panel is two fifths as high as the rates, and a last one has their axis below
  const many = plot.panels.length;
  const part = (box.clientHeight - BELOW) / (1 + PANEL * (many - 1));
  const height = part * (panel ? PANEL : 1) + (panel === many - 1 ? BELOW : 0);
  return { width: box.clientWidth, height: Math.floor(height) };
}

function made(panel, widths) {
  const logY = view.logY && !panel;
  const last = panel === plot.panels.length - 1;
  const colors = getComputedStyle(document.documentElement);
  const color = (name) => colors.getPropertyValue(`--${name}`).trim();
  const order = [...plot.curves.keys()].sort((a, b) => plot.curves[a].above - plot.curves[b].above);
  const drawable = (v) => (v != null && logY && v <= 0 ? null : v);
  // of a logarithmic axis, only whole powers have lines
  const powers = (log) => (u, splits) =>
    splits.map((v) => (log && Math.abs(Math.log10(v) - Math.round(Math.log10(v))) > 1e-9 ? null : v));
  const axis = (log, more) => ({
    stroke: color("ink"),
    font: "12px system-ui, sans-serif",
    labelFont: "13px system-ui, sans-serif",
    labelSize: 22,
    grid: { stroke: color("grid"), width: 1, filter: powers(log) },
    ticks: { stroke: color("grid"), width: 1, size: 5 },
    ...more,
  });
  // of a part, every step that the page has is marked where there is room
  const marks = (u, series, from, to) => view.x != null && (to - from + 1) * 14 < u.over.clientWidth;
  const texts = (write, log) => (u, values) => told(values, log, write(log));
  const wide = (u, values) => {
    widths[panel] = 16 + 7 * Math.max(2, ...(values ?? []).map((text) => text.length));
    return Math.max(...widths);
  };
  const counted = plot.unit === "steps" || (plot.unit === "epochs" && plot.perStep === 1);
  const wholes = Array.from({ length: 16 }, (_, n) => [1, 2, 2.5, 5].map((v) => v * 10 ** n)).flat();
  const below = last
    ? { label: plot.xLabel, size: 32, values: texts(plot.unit === "epochs" ? ofEpochs : ofSteps, view.logX) }
    : { size: 8, values: () => [] };
  const axes = [
    axis(view.logX, { space: 70, ...below, ...(counted ? { incrs: wholes.filter(Number.isInteger) } : {}) }),
    axis(logY, { scale: "y", label: plot.panels[panel].label, space: 34, size: wide, values: texts(ofRates, logY) }),
  ];
  const scales = {
    x: { time: false, distr: view.logX ? 3 : 1, range: (u, low, high) => (charts[panel] ? [low, high] : xRange()) },
    y: { distr: logY ? 3 : 1, range: () => yRange(panel) },
  };
  if (plot.stepsPerEpoch && !panel) {
    const epoch = plot.perStep * plot.stepsPerEpoch;
    scales.epoch = { ...scales.x, from: "x", range: (u, low, high) => [low / epoch, high / epoch] };
    const [values, grid] = [texts(ofEpochs, view.logX), { show: false }];
    axes.push(axis(view.logX, { scale: "epoch", side: 0, label: "Epoch", space: 60, size: 28, grid, values }));
  }
  const series = order.map((curve) => ({
    scale: "y",
    stroke: color(`c${curve}`),
    width: plot.curves[curve].width,
    dash: plot.curves[curve].dash,
    cap: plot.curves[curve].dash.length ? "butt" : "round",
    paths: lineOf(curve, panel),
    points: { show: marks, size: 6, fill: color(`c${curve}`) },
  }));
  const drag = { x: true, y: !panel, uni: panel ? null : 40, setScale: false };
  const options = {
    ...size(panel),
    legend: { show: false },
    padding: [panel ? 6 : null, null, null, null],
    scales,
    axes,
    series: [{}, ...series],
    cursor: { y: false, drag, bind: { mousedown, dblclick } },
    hooks: { setCursor: [cursor], setSelect: [select] },
  };
  const rows = order.map((curve) => all[panel][curve].slice(first).map(drawable));
  const built = new uPlot(options, [xs.slice(first), ...rows], box);
  built.order = order;
  built.root.setAttribute("aria-hidden", "true");
  return built;
}

function show() {
  const now = new Set(shown());
  items.forEach((item, curve) => (item.hidden = !chosen(curve)));
  for (const each of charts) {
    each.order.forEach((curve, n) => {
      if (each.series[n + 1].show !== now.has(curve)) each.setSeries(n + 1, { show: now.has(curve) });
    });
  }
  scale();
  refresh();
}

// The step under the cursor.

function cursor(u) {
  if (!charts.includes(u)) return;
  const { left } = u.cursor;
  for (const each of charts) if (each !== u) each.setCursor({ left, top: left < 0 ? -10 : 0 }, false);
  if (moved != null) at = moved;
  else at = u.cursor.idx == null || u.cursor.left < 0 ? null : u.cursor.idx + first;
  readout();
}

function row(curve) {
  const made = document.createElement("tr");
  const cells = [0, 1, ...all].map(() => made.insertCell());
  cells[0].append(items[curve].querySelector("svg").cloneNode(true));
  cells[1].textContent = plot.curves[curve].label;
  all.forEach((values, panel) => (cells[2 + panel].textContent = rateText(values[curve][at])));
  return made;
}

// What is said of a curve at the step: its rate, and what else is shown.
const saidOf = (curve) =>
  all.map((values, panel) => `${panel ? `${plot.panels[panel].name} ` : ""}${rateText(values[curve][at])}`).join(", ");

function readout() {
  const curves = shown();
  find("at").textContent = at == null ? "" : stepText(at);
  items.forEach((item, n) => {
    item.querySelector(".rate").textContent = at == null ? "" : saidOf(n);
  });
  const tip = find("tip");
  if (!tip) return;
  tip.hidden = at == null;
  if (at == null) return;
  const height = chart.cursor.top;
  const far = (curve) => {
    const rate = rates[curve][at];
    const place = rate == null ? NaN : Math.abs(chart.valToPos(rate, "y") - height);
    return Number.isNaN(place) ? Infinity : place;
  };
  const near = [...curves].sort((a, b) => far(a) - far(b)).slice(0, MOST_TOLD);
  const head = document.createElement("p");
  head.textContent = stepText(at);
  const table = document.createElement("table");
  if (all.length > 1) {
    const names = table.insertRow();
    for (const name of ["", "", ...plot.panels.map((each) => each.name)]) names.insertCell().textContent = name;
  }
  table.append(...curves.filter((curve) => near.includes(curve)).map(row));
  tip.replaceChildren(head, table);
  if (curves.length > near.length) tip.append(`and ${curves.length - near.length} more, below the chart`);
  // beside the cursor, on the side that has room
  const [left, room, wide] = [chart.valToPos(xs[at], "x"), chart.over.clientWidth, tip.offsetWidth];
  const beside = left + 12 + wide <= room ? left + 12 : left - 12 - wide;
  tip.style.left = `${Math.max(beside, Math.min(0, room - wide))}px`;
}

function point(place) {
  place = Math.max(first, Math.min(steps.length - 1, place));
  const [low, high] = xRange();
  if (xs[place] < low || xs[place] > high) {
    const [forth, back] = along();
    const half = (forth(high) - forth(low)) / 2;
    look([forth(xs[place]) - half, forth(xs[place]) + half].map(back), view.y);
  }
  moved = at = place;
  refresh();
  const told = shown().slice(0, MOST_TOLD).map((n) => `${plot.curves[n].label} ${saidOf(n)}`);
  find("spoken").textContent = [stepText(at), ...told].join("; ");
}

function refresh() {
  // the cursor stays on its step when what is shown changes
  if (at == null) return;
  const kept = at;
  const [low, high] = xRange();
  if (xs[kept] < low || xs[kept] > high) {
    hide();
    return;
  }
  const curve = shown().find((n) => rates[n][kept] != null);
  const top = curve == null ? 0 : chart.valToPos(rates[curve][kept], "y");
  moved = kept;
  chart.setCursor({ left: chart.valToPos(xs[kept], "x"), top: Math.max(0, Math.min(top || 0, chart.over.clientHeight)) });
  at = kept;
  readout();
  moved = null;
}

function hide() {
  at = moved = null;
  chart.setCursor({ left: -10, top: -10 });
  readout();
}

function step(by) {
  const [low, high] = xRange();
  if (at != null) point(at + by);
  else point(by > 0 ? xs.findIndex((x) => x >= low) : xs.findLastIndex((x) => x <= high));
}

function page(way) {
  const [low, high] = xRange();
  const seen = xs.filter((x) => x >= low && x <= high).length;
  step(way * Math.max(1, Math.round(seen / 10)));
}

// What the mouse does.

function select(u) {
  const { left, top, width, height } = u.select;
  if (width < 3 && height < 3) return;
  const ends = (from, to, key) => [u.posToVal(from, key), u.posToVal(to, key)];
  const wide = width > 0 && width < u.over.clientWidth;
  const high = u === chart && height > 0 && height < u.over.clientHeight;
  u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
  look(wide ? ends(left, left + width, "x") : view.x, high ? ends(top + height, top, "y") : null);
}

const dblclick = () => () => {
  look(null);
  return null;
};

function mousedown(u, target, usual) {
  return (event) => {
    if (!event.shiftKey) return usual(event);
    let from = event.clientX;
    const drag = (now) => {
      pan((from - now.clientX) / u.over.clientWidth);
      from = now.clientX;
    };
    const end = () => {
      u.over.classList.remove("pan");
      removeEventListener("mousemove", drag);
    };
    u.over.classList.add("pan");
    addEventListener("mousemove", drag);
    addEventListener("mouseup", end, { once: true });
    return null;
  };
}

function wheel(event) {
  // a pinch on a touchpad comes as a wheel with Ctrl; the page itself scrolls up and down
  const aside = event.deltaX || (event.shiftKey ? event.deltaY : 0);
  if (event.ctrlKey) zoom(Math.exp(Math.max(-50, Math.min(50, event.deltaY)) / 100));
  else if (Math.abs(aside) > Math.abs(event.shiftKey ? 0 : event.deltaY)) pan(aside / chart.over.clientWidth);
  else return;
  event.preventDefault();
}

function touched(event) {
  if (event.pointerType !== "touch") return;
  const { left, top } = chart.over.getBoundingClientRect();
  chart.setCursor({ left: event.clientX - left, top: event.clientY - top });
}

// What keys and buttons do.

const KEYS = {
  ArrowLeft: () => step(-1),
  ArrowRight: () => step(1),
  PageUp: () => page(-1),
  PageDown: () => page(1),
  Home: () => point(0),
  End: () => point(steps.length - 1),
  "+": () => zoom(0.5),
  "=": () => zoom(0.5),
  "-": () => zoom(2),
  "\u2212": () => zoom(2),
  0: () => look(null),
  Escape: hide,
};

function key(event) {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const arrow = { ArrowLeft: -0.2, ArrowRight: 0.2 }[event.key];
  if (event.shiftKey && arrow) pan(arrow);
  else if (KEYS[event.key]) KEYS[event.key]();
  else return;
  event.preventDefault();
}

function logarithmic(button, name, other) {
  button.addEventListener("click", () => {
    view[name] = !view[name];
    view.x = view.y = null;
    button.setAttribute("aria-pressed", view[name]);
    if (view.logX && at === 0) hide();
    build();
  });
}

async function copy(curve) {
  const text = plot.curves[curve].words.join("\n");
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // where a page is not trusted with the clipboard
    const field = document.createElement("textarea");
    field.value = text;
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
    items[curve].querySelector("button").focus();
  }
  find("spoken").textContent = `copied ${text}`;
  const button = items[curve].querySelector("button");
  button.textContent = "Copied";
  setTimeout(() => (button.textContent = "Copy word"), 1500);
}

function listen() {
  logarithmic(find("log-x"), "logX");
  logarithmic(find("log-y"), "logY");
  find("in").addEventListener("click", () => zoom(0.5));
  find("out").addEventListener("click", () => zoom(2));
  find("left").addEventListener("click", () => pan(-0.2));
  find("right").addEventListener("click", () => pan(0.2));
  find("reset").addEventListener("click", () => look(null));
  box.addEventListener("keydown", key);
  box.addEventListener("wheel", wheel, { passive: false });
  box.addEventListener("pointerdown", touched);
  box.addEventListener("pointermove", touched);
  items.forEach((item, curve) => {
    item.querySelector("input").addEventListener("change", show);
    item.querySelector("button").addEventListener("click", () => copy(curve));
  });
  sliders.forEach((slider, n) => {
    const say = () => {
      const text = alls[n].checked ? "all" : plot.swept[n].values[slider.value];
      find(`said-${n}`).textContent = text;
      slider.setAttribute("aria-valuetext", text);
      show();
    };
    slider.addEventListener("input", () => {
      alls[n].checked = false;
      say();
    });
    alls[n].addEventListener("change", say);
  });
  new ResizeObserver(() => {
    charts.forEach((each, panel) => each.setSize(size(panel)));
    align();
    refresh();
  }).observe(box);
}

function themes() {
  const [button, root] = [find("theme"), document.documentElement];
  const preferred = matchMedia("(prefers-color-scheme: dark)");
  const dark = () => (root.dataset.theme ? root.dataset.theme === "dark" : preferred.matches);
  const turn = () => {
    button.setAttribute("aria-pressed", dark());
    build();
  };
  button.addEventListener("click", () => {
    root.dataset.theme = dark() ? "light" : "dark";
    turn();
  });
  preferred.addEventListener("change", turn);
  turn();
}

async function start() {
  try {
    await unpack();
    themes();
    listen();
  } catch (error) {
    find("problem").textContent = `The chart cannot be drawn by this browser (${error.message}); the table has the rates.`;
  }
}

start();
