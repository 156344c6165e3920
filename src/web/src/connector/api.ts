import type { components } from '../api/schema';
import { words } from './words';

export type Connector = components['schemas']['ConnectorPageView'];
export type Visited = components['schemas']['VisitedSessionView'];
export type Answer = components['schemas']['VisitedAnswerView'];

/** By which connector: what stands last in the page's address. */
export const path = `/api/v1/connector-pages/${encodeURIComponent(location.pathname.split('/')[2] ?? '')}`;

/** What the API answered; its message says what to do. */
export class Refusal extends Error {
  readonly status: number;

  constructor(status: number, told: string) {
    super(told);
    this.status = status;
  }
}

/** @throws {Refusal} */
export async function ask<T>(method: 'GET' | 'POST' | 'DELETE', what: string, body?: unknown): Promise<T> {
  let answer: Response;
  try {
    answer = await fetch(path + what, {
      method,
      headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
    });
  } catch {
    throw new Refusal(0, words.unreachable);
  }
  const told = answer.status === 204 ? undefined : await answer.json().catch(() => undefined);
  if (answer.ok) return told as T;
  const errors = told?.errors as Record<string, string[]> | undefined;
  throw new Refusal(
    answer.status,
    errors ? Object.values(errors).flat().join(' ') : (told?.detail ?? words.failed(answer.status)),
  );
}
