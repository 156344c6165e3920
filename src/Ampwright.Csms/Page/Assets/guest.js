// What a guest sees who has scanned a connector's code: nothing is used before the button is pressed.
const form = document.querySelector('form');
const button = form.querySelector('button');
const said = document.getElementById('said');
const refused = document.getElementById('refused');
const code = location.hash.slice(1);
// A code is used once: it need not stay in the history.
history.replaceState(null, '', location.pathname);

if (code === '') refuse('There is no code in this address. Scan the one that the connector shows.');

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  button.disabled = true;
  refused.textContent = '';
  said.textContent = 'Asking the station…';
  try {
    const answer = await fetch('/api/v1/guest-starts', {
      method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ code }),
    });
    const body = await answer.json();
    if (answer.ok) told(body);
    else refuse(body.detail, answer.status === 429 || body.code === 'station-not-ready');
  } catch {
    refuse('The network did not answer. Try again; if the code was used, the session starts all the same.', true);
  }
});

function told(start) {
  if (start.answer === 'Rejected') return refuse('The station refused. Have a new code shown once the connector is free.');
  const by = new Date(start.beginBy).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  said.textContent = `Connector ${start.connectorId} is starting. Plug in by ${by}, if you have not yet.`;
}

function refuse(why, again = false) {
  said.textContent = '';
  refused.textContent = why;
  button.disabled = !again;
}
