/* Following figures: links within a page, charts, and the drawer that says where a figure is from. */

(() => {
  const go = (search, pathname = window.location.pathname) =>
    window.dash_clientside.set_props("url", { pathname, search });
  const withTrace = trace => {
    const query = new URLSearchParams(window.location.search);
    if (trace) query.set("trace", trace);
    else query.delete("trace");
    const written = query.toString();
    return written ? `?${written}` : "";
  };

  /* A link within the application: to another page it begins at the top, within a page it leaves the
     reader where he is (Dash would scroll to the top), and it leads where the document says, which
     for the navigation changes with every choice. */
  document.addEventListener(
    "click",
    event => {
      const link = event.target.closest("#react-entry-point a[href]");
      if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      /* A link in a drawing has no plain href of its own. */
      const target = new URL(link.getAttribute("href"), location.href);
      if (target.origin !== location.origin || target.pathname.startsWith("/download/") || target.hash) return;
      if (link.hasAttribute("target") || link.hasAttribute("download")) return;
      event.preventDefault();
      event.stopPropagation();
      if (target.pathname !== location.pathname) window.scrollTo(0, 0);
      if (target.href !== location.href) go(target.search, target.pathname);
    },
    true,
  );

  /* A click on a bar or a point opens where its figure came from, if the figure says so. */
  const traceOf = point =>
    [point.customdata].flat().find(datum => typeof datum === "string" && datum.includes("~"));
  /* Where one label tells of all lines at once, the point that was meant is the one at the pointer's height. */
  const nearest = (graph, points, pointer) => {
    const box = graph.getBoundingClientRect();
    const height = (pointer.clientY - box.top) * (graph.offsetHeight / box.height);
    const away = ({ y, yaxis }) => Math.abs(yaxis._offset + yaxis.d2p(y) - height);
    return points.length > 1 ? [...points].sort((one, other) => away(one) - away(other))[0] : points[0];
  };
  const follow = () =>
    document.querySelectorAll(".js-plotly-plot:not([data-followed])").forEach(graph => {
      if (!graph.on) return;
      graph.dataset.followed = "yes";
      graph.on("plotly_click", ({ points, event }) => {
        const meant = nearest(graph, points.filter(traceOf), event);
        if (meant) go(withTrace(traceOf(meant)));
      });
    });
  new MutationObserver(follow).observe(document.getElementById("react-entry-point"), {
    childList: true,
    subtree: true,
  });

  document.addEventListener("keydown", event => {
    if (event.key === "Escape" && document.querySelector(".drawer")) go(withTrace(""));
  });

  let opener = null;
  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    reading: {
      /* The drawer takes the focus when it opens and gives it back when it closes. */
      attend(drawer) {
        requestAnimationFrame(() => {
          const close = document.querySelector(".drawer-close");
          if (drawer && close) {
            opener = opener ?? document.activeElement;
            close.focus();
          } else if (opener) {
            if (opener.isConnected) opener.focus();
            opener = null;
          }
        });
      },

      /* A new page begins at its beginning, for the ear as well. */
      arrive() {
        requestAnimationFrame(() => document.getElementById("main").focus({ preventScroll: true }));
      },
    },
  });
})();
