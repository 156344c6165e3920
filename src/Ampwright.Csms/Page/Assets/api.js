// Requests to the CSMS's own API, with the session cookie of the page.

export class ApiProblem extends Error {
  constructor(problem) {
    super(problem.errors ? Object.values(problem.errors).flat().join(' ') : problem.detail);
    this.status = problem.status;
    this.code = problem.code;
  }
}

/** @returns the body, or null for an answer without one; @throws {ApiProblem} */
export async function ask(method, path, body) {
  let answer;
  try {
    answer = await fetch(`/api/v1${path}`, {
      method,
      headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
      credentials: 'same-origin',
    });
  } catch {
    throw new ApiProblem({ status: 0, code: 'unreachable', detail: 'The CSMS cannot be reached. Check that it runs, and try again.' });
  }
  if (answer.status === 204) return null;
  const content = await answer.json().catch(() => null);
  if (answer.ok) return content;
  throw new ApiProblem(content ?? { status: answer.status, code: 'unknown', detail: `The CSMS answered ${answer.status}.` });
}

/** All items of a list, page by page. */
export async function all(path) {
  const items = [];
  const joint = path.includes('?') ? '&' : '?';
  for (let after = null; ;) {
    const page = await ask('GET', `${path}${joint}limit=500${after === null ? '' : `&after=${encodeURIComponent(after)}`}`);
    items.push(...page.items);
    if (page.next === null) return items;
    after = page.next;
  }
}
