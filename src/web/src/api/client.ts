import createClient from 'openapi-fetch';
import { texts } from '../texts';
import type { components, paths } from './schema';

export type Schemas = components['schemas'];
export type Station = Schemas['StationView'];
export type Connector = Schemas['ConnectorView'];
export type Transaction = Schemas['TransactionView'];
export type Command = Schemas['CommandView'];
export type Site = Schemas['SiteView'];
export type Session = Schemas['SessionView'];
export type Message = Schemas['MessageView'];

/** What the API answered instead of what was asked for; its message says what to do. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;

  constructor(problem: { status: number; code: string; detail: string; errors?: unknown }) {
    const errors = problem.errors as Record<string, string[]> | null | undefined;
    super(errors ? Object.values(errors).flat().join(' ') : problem.detail);
    this.status = problem.status;
    this.code = problem.code;
  }
}

/** The API, typed by its own description. The browser adds the session's cookie by itself. */
export const api = createClient<paths>({
  baseUrl: location.origin,
  credentials: 'same-origin',
  fetch: (request) => fetch(request),
});

const endings = new Set<() => void>();

/** Calls back when a request is answered that the session is over. @returns takes it back */
export function onSessionEnd(callback: () => void): () => void {
  endings.add(callback);
  return () => endings.delete(callback);
}

type Answer<T> = { data?: T; error?: unknown; response: Response };

/** What a request brought. @throws {ApiProblem} */
export const read = async <T>(request: Promise<Answer<T>>): Promise<T> => (await answered(request)).data as T;

/** Something as it was read. Sent back as If-Match, its version has a change refused when somebody else was faster. */
export type Versioned<T> = { data: T; version: string };

/** What a request brought, with its version. @throws {ApiProblem} */
export async function readVersion<T>(request: Promise<Answer<T>>): Promise<Versioned<T>> {
  const { data, response } = await answered(request);
  return { data: data as T, version: response.headers.get('ETag') ?? '*' };
}

/** The header of a change that is based on a version. */
export const ifMatch = (version: string) => ({ headers: { 'If-Match': version } });

async function answered<T>(request: Promise<Answer<T>>): Promise<Answer<T>> {
  let answer: Answer<T>;
  try {
    answer = await request;
  } catch {
    throw new ApiProblem({ status: 0, code: 'unreachable', detail: texts.problems.unreachable });
  }
  if (answer.response.ok) return answer;
  const told = answer.error as Schemas['Problem'] | undefined;
  const problem = new ApiProblem(
    typeof told?.detail === 'string'
      ? told
      : { status: answer.response.status, code: 'unknown', detail: texts.problems.unknown(answer.response.status) },
  );
  if (problem.status === 401) for (const ended of endings) ended();
  throw problem;
}

type PageOf<T> = { items: T[]; next?: string | null };

/** All items of a list, page by page. `each`, where given, sees every page as it comes. */
export async function all<T>(page: (after: string | undefined) => Promise<PageOf<T>>, each?: (items: T[]) => void): Promise<T[]> {
  const items: T[] = [];
  for (let after: string | undefined; ; ) {
    const part = await page(after);
    items.push(...part.items);
    each?.(part.items);
    if (!part.next) return items;
    after = part.next;
  }
}
