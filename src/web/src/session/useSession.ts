import { createContext, useContext } from 'react';
import type { Session } from '../api/client';

const roles = ['viewer', 'support', 'operator', 'owner'] as const;
export type Role = (typeof roles)[number];

export type SignedIn = Session & { may: (role: Role) => boolean; signOut: () => void };

export const SessionContext = createContext<SignedIn | null>(null);

/** Each role may all that the one before it may. */
export const includes = (has: string, needed: Role) => roles.indexOf(has as Role) >= roles.indexOf(needed);

/** Who is signed in, and what that person may do. */
export function useSession(): SignedIn {
  const session = useContext(SessionContext);
  if (session === null) throw new Error('Only where somebody is signed in.');
  return session;
}
