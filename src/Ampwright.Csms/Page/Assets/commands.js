// Giving commands: a dialog where something must be chosen, then a visible result.
import { ApiProblem, ask } from './api.js';
import { byId, make, mark, write } from './dom.js';
import { action as wordFor, outcome } from './words.js';

const patience = 30;

/** Opens the dialog. `content` are the elements in it; `act` is called on the button and closes it unless it throws. */
export function choose(title, doing, content, act) {
  const dialog = byId('dialog');
  const form = dialog.querySelector('form');
  write(byId('dialog-title'), title);
  write(byId('dialog-do'), doing);
  write(byId('dialog-error'), '');
  byId('dialog-cancel').hidden = false;
  byId('dialog-body').replaceChildren(...content);
  form.onsubmit = async event => {
    event.preventDefault();
    byId('dialog-do').disabled = true;
    try {
      if (await act() !== 'stay') dialog.close();
    } catch (problem) {
      write(byId('dialog-error'), problem.message);
    } finally {
      byId('dialog-do').disabled = false;
    }
  };
  byId('dialog-cancel').onclick = () => dialog.close();
  if (!dialog.open) dialog.showModal();
}

/** A set of choices, the first one chosen. @returns {{element: Element, value: () => string}} */
export function choices(legend, options) {
  const set = make('fieldset', {}, make('legend', { class: 'unseen', text: legend }));
  options.forEach(([value, text], at) => set.append(
    make('label', {}, make('input', { type: 'radio', name: 'choice', value, checked: at === 0 }), make('span', { text }))));
  return { element: set, value: () => set.querySelector('input:checked').value };
}

/** Says something at the edge of the page; what went well leaves by itself. */
export function toast(title) {
  const text = make('p', { class: 'quiet', text: 'Sending…' });
  const box = make('div', { class: 'toast', data: { outcome: 'waiting' } },
    make('p', {}, make('strong', { text: title })),
    make('button', { type: 'button', 'aria-label': 'Dismiss', text: '✕', on: { click: () => box.remove() } }), text);
  byId('toasts').append(box);
  while (byId('toasts').children.length > 4) byId('toasts').firstElementChild.remove();
  return (how, words) => {
    mark(box, 'outcome', how);
    write(text, words);
    setTimeout(() => box.remove(), how === 'good' ? 6000 : 20000);
  };
}

/** Sends a command and tells what became of it, in a toast and on the station's card. */
export async function command(station, name, payload, button) {
  const title = `${station}: ${wordFor(name)}`;
  const tell = toast(title);
  const show = (how, words) => {
    tell(how, words);
    for (const line of document.querySelectorAll('[data-result-of]')) {
      if (line.dataset.resultOf !== station) continue;
      write(line, `${wordFor(name)}: ${words}`);
      mark(line, 'outcome', how);
    }
  };
  button?.setAttribute('aria-busy', 'true');
  if (button) button.disabled = true;
  try {
    show(...outcome(await ask('POST', `/stations/${encodeURIComponent(station)}/commands/${name}?wait=${patience}`, payload)));
  } catch (problem) {
    if (!(problem instanceof ApiProblem)) throw problem;
    show('bad', problem.message);
  } finally {
    button?.removeAttribute('aria-busy');
    if (button) button.disabled = false;
  }
}

export function startDialog(station, connectorId, idTags) {
  const list = make('datalist', { id: 'known-tags' }, ...idTags.map(tag => make('option', { value: tag })));
  const tag = make('input', { id: 'start-tag', list: 'known-tags', maxlength: 20, autocomplete: 'off', spellcheck: 'false', value: idTags[0] ?? '' });
  choose(`Start charging at ${station}, connector ${connectorId}`, 'Start',
    [make('label', { for: 'start-tag', text: 'Id tag to charge for' }), tag, list,
      make('p', { class: 'hint', text: 'The station may check it with this CSMS first: an id tag that is not in the list is then refused.' })],
    () => {
      if (tag.value.trim() === '') throw new Error('Give the id tag the session is for.');
      command(station, 'RemoteStartTransaction', { connectorId, idTag: tag.value.trim() });
    });
}

export function availabilityDialog(station, connectorId) {
  const which = choices('Availability', [
    ['Operative', 'Operative: drivers can charge here'],
    ['Inoperative', 'Inoperative: out of service once a running session has ended']]);
  choose(`Availability of ${station}${connectorId === 0 ? '' : `, connector ${connectorId}`}`, 'Change', [which.element],
    () => { command(station, 'ChangeAvailability', { connectorId, type: which.value() }); });
}

export function resetDialog(station) {
  const which = choices('Kind of reset', [['Soft', 'Soft: end sessions in order, then restart'], ['Hard', 'Hard: restart at once']]);
  choose(`Reset ${station}`, 'Reset', [which.element, make('p', { class: 'hint', text: 'Either ends the sessions that run there.' })],
    () => { command(station, 'Reset', { type: which.value() }); });
}

export function addStationDialog() {
  const identity = make('input', { id: 'new-identity', maxlength: 48, autocomplete: 'off', spellcheck: 'false' });
  choose('Add a station', 'Add',
    [make('label', { for: 'new-identity', text: 'Identity' }), identity,
      make('p', { class: 'hint', text: 'The name the station connects with: letters, digits and a few signs, no spaces. A password is made for it.' })],
    async () => {
      const made = await ask('POST', '/stations', { identity: identity.value.trim() });
      const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
      byId('dialog-cancel').hidden = true;
      choose(`${made.station.identity} is registered`, 'Done', [
        make('p', { text: 'Enter these in the station. The password is shown only now.' }),
        make('label', { text: 'Central system URL' }), make('code', { class: 'secret', text: `${scheme}://${location.host}/ocpp/${made.station.identity}` }),
        make('label', { text: 'Password (AuthorizationKey, hexadecimal)' }), make('code', { class: 'secret', text: made.password })], () => { });
      byId('dialog-cancel').hidden = true;
      return 'stay';
    });
}
