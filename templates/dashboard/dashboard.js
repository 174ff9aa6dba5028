/* The page stands whole in the HTML; this script hides, filters, sorts and routes. The address says
   what is shown: #overview, #actions?lead=AD&rag=red, #action/1.2, #timeline?zoom=2024-q3. The bare
   form #lead=AD&rag=red opens the list as well. Nothing is stored, and nothing is fetched. */
(() => {
  'use strict';
  const one = (selector, inside) => (inside || document).querySelector(selector);
  const all = (selector, inside) => [...(inside || document).querySelectorAll(selector)];
  const data = JSON.parse(one('#plan-data').textContent);
  const form = one('#filters'), body = one('#table tbody'), count = one('#count');
  const KEYS = [...all('[name]', form)].map((field) => field.name);
  const RANK = { red: 0, amber: 1, green: 2, blue: 3, grey: 4 };
  const plainTitle = document.title, ROWS = 150;
  const actions = data.actions.map((action, place) => ({ ...action, place }));
  const byRef = new Map(actions.map((action) => [action.ref, action]));
  all('tr', body).forEach((row) => { byRef.get(row.dataset.ref).row = row; });
  let listAddress = '#actions', isFirst = true, isTop = false, shown = '', found = null, order = '', indexed = 0, back = '', current = null, waiting = [], frame = 0;
  const index = new MiniSearch({ idField: 'ref', fields: ['ref', 'title', 'text'], processTerm: (term) => term.toLowerCase() });

  function readAddress() {
    const hash = location.hash.slice(1), cut = hash.indexOf('?');
    let path = cut < 0 ? hash : hash.slice(0, cut), query = cut < 0 ? '' : hash.slice(cut + 1);
    if (cut < 0 && hash.includes('=')) { path = 'actions'; query = hash; }
    try { path = decodeURIComponent(path); } catch { /* what cannot be decoded is kept as it is */ }
    const state = {};
    new URLSearchParams(query).forEach((value, key) => { if (value) state[key] = value; });
    return { path: path || 'overview', state };
  }

  function address(path, state) {
    const query = KEYS.filter((key) => state[key]).map((key) => `${key}=${encodeURIComponent(state[key])}`);
    return `#${path}${query.length ? `?${query.join('&')}` : ''}`;
  }

  function without(state, key) {
    return Object.fromEntries(Object.entries(state).filter(([name]) => name !== key));
  }

  /* Set a select to a value, whatever its case; one that the plan lacks is shown as such. */
  function choose(select, value) {
    all('option[data-odd]', select).forEach((option) => option.remove());
    const wanted = (value || '').toLowerCase();
    let option = [...select.options].find((choice) => choice.value.toLowerCase() === wanted);
    if (!option) {
      option = new Option(`${value} (not in this plan)`, value);
      option.dataset.odd = '1';
      select.add(option);
    }
    select.value = option.value;
    return option.value;
  }

  /* The index is filled while the reader looks at the page; a search waits for what is left of it. */
  function fillIndex(isTime) {
    for (; indexed < actions.length && isTime(); indexed += 1) {
      const action = actions[indexed];
      const text = `${action.row.textContent} ${document.getElementById(`action/${action.ref}`).textContent}`;
      index.add({ ref: action.ref, title: action.title, text });
    }
  }

  /* The refs that hold every word of a search, also where only the beginning of a word is typed. */
  function search(words) {
    if (!words) return null;
    fillIndex(() => true);
    return new Set(index.search(words, { combineWith: 'AND', prefix: true }).map((hit) => hit.id));
  }

  function dueWithin(action, days) {
    if (!action.due || !action.tags.includes('open')) return false;
    const left = (Date.parse(action.due) - Date.parse(data.as_at)) / 86400000;
    return left >= 0 && left <= parseInt(days, 10) && !action.tags.includes('paused');
  }

  function fits(action, state) {
    return (!state.area || action.area === state.area)
      && (!state.lead || action.leads.includes(state.lead))
      && (!state.rag || action.progress === state.rag)
      && (!state.impact || action.impact === state.impact)
      && (!state.standing || action.standing === state.standing)
      && (!state.due || dueWithin(action, state.due))
      && (!state.show || action.tags.includes(state.show))
      && (!found || found.has(action.ref));
  }

  function inOrder(sort) {
    const direction = sort && sort[0] === '-' ? -1 : 1, key = (sort || 'ref').replace(/^-/, '');
    const value = {
      title: (action) => action.title.toLowerCase(),
      lead: (action) => (action.leads[0] || '~').toLowerCase(),
      due: (action) => action.completed || action.due || '9',
      progress: (action) => RANK[action.progress],
      impact: (action) => RANK[action.impact],
    }[key] || ((action) => action.place);
    all('#table thead th').forEach((head) => {
      if (head.dataset.key === key) head.setAttribute('aria-sort', direction > 0 ? 'ascending' : 'descending');
      else head.removeAttribute('aria-sort');
    });
    return [...actions].sort((a, b) => {
      const x = value(a), y = value(b);
      return (x < y ? -1 : x > y ? 1 : 0) * direction || a.place - b.place;
    });
  }

  function choiceInWords(key, value) {
    if (key === 'q') return `“${value}”`;
    const option = [...form.elements[key].options].find((choice) => choice.value === value);
    return option ? option.text.replace(/ \(\d+\)$/, '') : value;
  }

  function labelOf(key) { return one(`label[for="f-${key}"]`).textContent; }

  function showFilters(used, state) {
    const chips = one('#chips');
    const wasHeld = chips.contains(document.activeElement) || document.activeElement === one('#clear');
    chips.textContent = '';
    chips.hidden = one('#clear').hidden = !used.length;
    used.forEach((key) => {
      const link = document.createElement('a'), item = document.createElement('li');
      link.href = address('actions', without(state, key));
      link.textContent = `${labelOf(key)}: ${choiceInWords(key, state[key])}`;
      link.setAttribute('aria-label', `Take away the filter ${link.textContent}`);
      item.append(link);
      chips.append(item);
    });
    if (wasHeld) count.focus();
  }

  /* The first rows that fit are shown at once, the others a few in each frame: a thousand rows take the
     browser three times as long to lay out as a reader waits for. A printer gets all of them. */
  function showRows(ordered, fitting, isNew) {
    const first = new Set(fitting.slice(0, ROWS)), inside = new Set(fitting);
    ordered.forEach((action) => {
      if (first.has(action)) action.row.hidden = false;
      else if (isNew || !inside.has(action)) action.row.hidden = true;
    });
    waiting = fitting.filter((action) => action.row.hidden);
    if (waiting.length) nextFrame();
  }

  function showWaiting(number) {
    waiting.splice(0, number).forEach((action) => { action.row.hidden = false; });
  }

  function nextFrame() {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => setTimeout(() => {
      showWaiting(ROWS);
      if (waiting.length) nextFrame();
    }));
  }

  function showList(state, isOpened) {
    KEYS.forEach((key) => {
      const field = form.elements[key];
      if (key !== 'q') state[key] = choose(field, state[key]);
      else if (field.value.trim() !== (state.q || '')) field.value = state.q || '';
    });
    found = search(state.q);
    const used = KEYS.filter((key) => state[key] && key !== 'sort');
    const ordered = inOrder(state.sort), fitting = ordered.filter((action) => fits(action, state)), number = fitting.length;
    const isNew = order !== (state.sort || '') || isOpened;
    showRows(ordered, fitting, isNew);
    if (order !== (state.sort || '')) {
      body.append(...ordered.map((action) => action.row));
      order = state.sort || '';
    }
    const words = used.map((key) => `${labelOf(key).toLowerCase()} ${choiceInWords(key, state[key])}`).join('; ');
    const byFacts = state.rag ? actions.filter((action) => action.progress !== state.rag
      && action.progress_facts === state.rag && fits(action, without(state, 'rag'))) : [];
    let result = `${number} of ${actions.length} actions${words ? `: ${words}` : ''}`;
    if (!number) result += '. Nothing fits all of these: take a filter away';
    if (byFacts.length) result += `. By the facts also: ${byFacts.map((action) => action.ref).join(', ')}`;
    if (count.textContent !== result) count.textContent = result;
    one('#table').hidden = !number;
    showFilters(used, state);
    listAddress = address('actions', state);
    one('#copy').href = listAddress;
    back = used.length ? `Back to the ${number} filtered actions` : '';
    return words;
  }

  /* data-x and data-w are days from the first day of the timeline; a quarter is a window on them. */
  function zoom(name) {
    const chart = one('#tl');
    if (!chart) return;
    const quarter = one(`#zoom a[data-zoom="${CSS.escape(name || '')}"]`), whole = one('#zoom a');
    const from = Number((quarter || whole).dataset.from), to = Number((quarter || whole).dataset.to);
    const share = (day) => `${(100 * (day - from) / (to - from)).toFixed(2)}%`;
    const isZoomed = Boolean(quarter && name);
    all('#tl [data-x]').forEach((mark) => {
      const start = Number(mark.dataset.x), width = Number(mark.dataset.w || 0);
      const left = width ? Math.max(start, from) : start, right = width ? Math.min(start + width, to) : start;
      const isOut = width ? right <= left : start < from || start > to;
      mark.classList.toggle('out', isOut);
      if (isOut) return;
      if (mark.tagName === 'line') { mark.setAttribute('x1', share(start)); mark.setAttribute('x2', share(start)); }
      else mark.setAttribute('x', share(left));
      if (width) mark.setAttribute('width', `${(100 * (right - left) / (to - from)).toFixed(2)}%`);
    });
    let number = 0;
    all('.tl-area', chart).forEach((area) => {
      let inside = 0;
      all('li', area).forEach((item) => {
        item.hidden = isZoomed && !all('.bar [data-x]', item).some((mark) => !mark.classList.contains('out'));
        inside += !item.hidden;
      });
      area.hidden = !inside;
      number += inside;
    });
    all('#zoom a').forEach((link) => {
      if (link === (quarter || whole)) link.setAttribute('aria-current', 'true'); else link.removeAttribute('aria-current');
    });
    one('#zoom-says').textContent = `${(quarter || whole).textContent}: ${number} of ${actions.length} actions.`;
  }

  function replaceAddress(hash) {
    try { history.replaceState(null, '', hash); } catch { /* some viewers forbid it */ }
  }

  function go(hash, isStep) {
    try { history[isStep ? 'pushState' : 'replaceState'](null, '', hash); show(); } catch { location.hash = hash; }
  }

  function show() {
    const read = readAddress();
    if (read.path === 'main') return;
    const ref = read.path.startsWith('action/') ? read.path.slice(7) : '';
    const path = data.aliases[ref] ? `action/${data.aliases[ref]}` : read.path;
    let target = document.getElementById(path), view = target && target.closest('[data-view]'), lost = '', words = '';
    if (!view) {
      lost = ref ? `There is no action ${ref} in this plan. ` : '';
      view = target = document.getElementById(lost ? 'actions' : 'overview');
    }
    const name = view.dataset.view, tab = name === 'action' ? 'actions' : name;
    if (name === 'actions') words = showList(read.state, current !== view);
    (current ? [current] : all('[data-view]')).forEach((other) => { other.hidden = other !== view; });
    current = view;
    current.hidden = false;
    all('.tabs a').forEach((link) => {
      if (link.getAttribute('href') === `#${tab}`) link.setAttribute('aria-current', name === tab ? 'page' : 'true');
      else link.removeAttribute('aria-current');
    });
    if (name === 'actions') {
      if (lost) count.textContent = lost + count.textContent;
      if (read.path !== 'actions' || !location.hash.includes('?')) replaceAddress(lost ? '#actions' : listAddress);
    }
    all('.back', view).forEach((link) => { link.href = listAddress; link.textContent = back || 'Back to the list of actions'; });
    if (name === 'timeline') zoom(read.state.zoom);
    document.title = `${name === 'overview' ? '' : `${one('h2', view).textContent}${words ? `: ${words}` : ''} – `}${plainTitle}`;
    const head = target === view ? one('h2', view) : one('h3, summary', target) || target;
    const hasMoved = path !== shown;
    shown = path;
    if (hasMoved && !(isFirst && target === view)) {
      if (!isFirst) head.focus({ preventScroll: true });
      if (target === view) scrollTo(0, 0); else target.scrollIntoView();
    } else if (isFirst) { scrollTo(0, 0); isTop = true; }
    isFirst = false;
  }

  function chosenAddress() {
    return address('actions', Object.fromEntries(KEYS.map((key) => [key, form.elements[key].value.trim()])));
  }

  let pause;
  form.addEventListener('input', (event) => {
    if (event.target.name !== 'q') return;
    clearTimeout(pause);
    pause = setTimeout(() => go(chosenAddress(), false), 200);
  });
  form.addEventListener('change', (event) => { if (event.target.name !== 'q') go(chosenAddress(), true); });
  form.addEventListener('submit', (event) => { event.preventDefault(); clearTimeout(pause); go(chosenAddress(), false); });
  all('#table thead th').forEach((head) => {
    const button = document.createElement('button'), key = head.dataset.key;
    button.type = 'button';
    button.textContent = head.textContent;
    head.textContent = '';
    head.append(button);
    button.addEventListener('click', () => {
      const state = readAddress().state;
      state.sort = head.getAttribute('aria-sort') === 'ascending' ? `-${key}` : key === 'ref' ? '' : key;
      go(address('actions', state), false);
    });
  });
  one('#copy').addEventListener('click', (event) => {
    event.preventDefault();
    const kept = count.textContent, url = location.href.split('#')[0] + listAddress;
    const say = (words) => { count.textContent = words; setTimeout(() => { count.textContent = kept; }, 3000); };
    const failed = () => say('Copy the link from the address bar');
    if (navigator.clipboard) navigator.clipboard.writeText(url).then(() => say('Link copied'), failed); else failed();
  });
  one('.skip').addEventListener('click', (event) => { event.preventDefault(); one('#main').focus(); });

  /* A chart is one stop of the tab key; the arrows go from figure to figure, and the figure is said. */
  all('.chart').forEach((chart) => {
    const points = all('.pt', chart), output = one('.readout', chart.closest('.measure'));
    const stop = (place, isFocused) => {
      points.forEach((point, n) => point.setAttribute('tabindex', n === place ? '0' : '-1'));
      if (isFocused) points[place].focus();
    };
    if (points.length) stop(points.length - 1, false);
    points.forEach((point, place) => {
      const say = () => { output.textContent = point.getAttribute('aria-label'); };
      ['focus', 'mouseenter'].forEach((name) => point.addEventListener(name, say));
      point.addEventListener('click', () => stop(place, true));
      point.addEventListener('keydown', (event) => {
        const next = { ArrowLeft: place - 1, ArrowRight: place + 1, Home: 0, End: points.length - 1 }[event.key];
        if (next === undefined) return;
        event.preventDefault();
        stop(Math.max(0, Math.min(points.length - 1, next)), true);
      });
    });
  });

  /* Whoever opens the page later is told how old it is. */
  const days = Math.floor((Date.now() - Date.parse(data.as_at)) / 86400000);
  if (days > 0) {
    const isPast = data.next_board && Date.parse(data.next_board) + 86400000 < Date.now();
    one('#age').textContent = `The data are ${days} ${days === 1 ? 'day' : 'days'} old.${isPast ? ' The next board has met since.' : ''}`;
    one('#age').hidden = false;
  }
  addEventListener('hashchange', show);
  addEventListener('beforeprint', () => showWaiting(waiting.length));
  show();
  document.documentElement.classList.add('ready');
  if (window.requestIdleCallback) {
    const fill = (deadline) => {
      fillIndex(() => deadline.timeRemaining() > 3);
      if (indexed < actions.length) requestIdleCallback(fill);
    };
    addEventListener('load', () => requestIdleCallback(fill));
  }
  /* The browser goes to the fragment once more when all is loaded: show the header, which says the day. */
  if (isTop) addEventListener('load', () => setTimeout(scrollTo, 0, 0, 0));
})();
