/* The first view is the server's HTML. Its charts are drawn before Dash starts; the live page is
   prepared behind it and takes its place once its own charts stand. */

(() => {
  const view = document.getElementById("first-view");
  const entry = document.getElementById("react-entry-point");
  const rooms = [...view.querySelectorAll(".graph-room")];
  /* What the live page may take to draw before it is shown as it is. */
  const PATIENCE = 4000;

  /* The graphs of the first layout, in the order of their rooms. */
  const graphsIn = node => {
    if (Array.isArray(node)) return node.flatMap(graphsIn);
    if (!node?.props) return [];
    return node.type === "Graph" ? [node.props] : graphsIn(node.props.children);
  };

  const drawCharts = () => {
    const graphs = graphsIn(JSON.parse(document.getElementById("first-layout").textContent));
    const seen = rooms.filter(room => room.getBoundingClientRect().top < window.innerHeight);
    (seen.length ? seen : rooms.slice(0, 1)).forEach(room => {
      const { figure, config } = graphs[rooms.indexOf(room)];
      window.Plotly.newPlot(room, figure.data, figure.layout, config);
    });
  };

  /* After the next painting; a page that nobody sees is not painted and does not wait. */
  const afterPainting = act => {
    let done = false;
    const once = () => {
      if (!done) act();
      done = true;
    };
    requestAnimationFrame(() => requestAnimationFrame(once));
    setTimeout(once, 300);
  };

  /* The scripts that the page names for plotly or for Dash, in their order. */
  const sourcesOf = whose => [...document.querySelectorAll(`[data-of=${whose}]`)].map(note => note.dataset.src);
  const fetchAhead = whose =>
    sourcesOf(whose).forEach(href => {
      document.head.append(Object.assign(document.createElement("link"), { rel: "preload", as: "script", href }));
    });
  const run = (whose, then) => {
    const sources = sourcesOf(whose);
    sources.forEach((src, index) => {
      const script = Object.assign(document.createElement("script"), { src, async: false });
      if (index === sources.length - 1) script.onload = script.onerror = then;
      document.head.append(script);
    });
  };
  const startDash = () => run("dash", () => new window.DashRenderer());

  const isDrawn = () => {
    const charts = [...entry.querySelectorAll(".js-plotly-plot")];
    return charts.length >= rooms.length && charts.every(chart => chart.querySelector(".main-svg"));
  };
  const showLive = () => {
    observer.disconnect();
    view.querySelectorAll(".js-plotly-plot").forEach(chart => window.Plotly.purge(chart));
    view.remove();
  };
  let waiting = null;
  const observer = new MutationObserver(() => {
    if (!entry.querySelector("main")) return;
    if (isDrawn()) showLive();
    else waiting ??= setTimeout(showLive, PATIENCE);
  });
  observer.observe(entry, { childList: true, subtree: true });

  /* The headline figures first, then the charts, then what makes the page live. Nothing of the later is
     fetched before: unpacking 600 KB takes from a small machine what the first painting needs. */
  afterPainting(() => {
    if (!rooms.length) {
      startDash();
      return;
    }
    run("plotly", () => {
      if (window.Plotly) drawCharts();
      afterPainting(startDash);
    });
    fetchAhead("dash");
  });
})();
