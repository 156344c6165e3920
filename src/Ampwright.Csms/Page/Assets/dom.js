// Building and updating the page. Text only ever goes in as text: what a station sends is never markup.

/** Makes an element. Properties: text, class, data (object), on (event handlers); everything else is an attribute. */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === 'text') element.textContent = value;
    else if (name === 'class') element.className = value;
    else if (name === 'data') Object.assign(element.dataset, value);
    else if (name === 'on') for (const [event, handler] of Object.entries(value)) element.addEventListener(event, handler);
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.filter(child => child !== undefined && child !== null));
  return element;
}

export const byId = id => document.getElementById(id);

/** Sets text only where it differs, so that selections and screen readers are left alone. */
export function write(element, text) {
  const wanted = text ?? '';
  if (element.textContent !== wanted) element.textContent = wanted;
}

export function mark(element, name, value) {
  const wanted = String(value ?? '');
  if (element.dataset[name] !== wanted) element.dataset[name] = wanted;
}

/**
 * Keeps one part per item in the container, in the items' order. Parts that stay are updated, not made anew: focus survives.
 * @param {Map} parts what is there, by key; belongs to the container
 * @param {(item) => {element: Element, update: (item) => void}} create
 */
export function keep(container, parts, items, keyOf, create) {
  const wanted = new Set();
  let at = container.firstElementChild;
  for (const item of items) {
    const key = keyOf(item);
    wanted.add(key);
    if (!parts.has(key)) parts.set(key, create(item));
    const part = parts.get(key);
    part.update(item);
    if (part.element === at) at = at.nextElementSibling;
    else container.insertBefore(part.element, at);
  }
  for (const [key, part] of parts) {
    if (wanted.has(key)) continue;
    part.element.remove();
    parts.delete(key);
  }
}
