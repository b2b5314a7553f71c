/* What a script has to say to the reader stands where the page's own notices stand. */

window.dashboard_notices = {
  say: text => {
    /* Before Dash is up, or as the reader leaves, there is no page yet to say it on. */
    if (!window.dash_clientside?.set_props) return;
    window.dash_clientside.set_props("notice", {
      children: { namespace: "dash_html_components", type: "P", props: { className: "notice", children: text } },
    });
    /* Who acts far down the page must see it as well. */
    requestAnimationFrame(() => document.getElementById("notice").scrollIntoView({ block: "nearest" }));
  },
  clear: () => window.dash_clientside.set_props("notice", { children: null }),
};
