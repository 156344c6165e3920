import type { LinkProps } from '@tanstack/react-router';
import {
  CalendarClock,
  ChartColumn,
  KeyRound,
  LayoutDashboard,
  type LucideIcon,
  PlugZap,
  ReceiptText,
  ShieldCheck,
  Tag,
  Users,
  Waves,
  Zap,
} from 'lucide-react';
import type { texts } from '../texts';

type Words = typeof texts.shell;

type Screen = {
  to: LinkProps['to'];
  Icon: LucideIcon;
  word: keyof { [Key in keyof Words as Words[Key] extends string ? Key : never]: Words[Key] };
  /** Of the whole installation: who has some sites only is shown none. */
  everywhere?: true;
};

/** The screens, in the groups that the menu draws lines between. */
export const menu: readonly (readonly [Screen, ...Screen[]])[] = [
  [
    { to: '/', Icon: LayoutDashboard, word: 'overview' },
    { to: '/stations', Icon: PlugZap, word: 'stations' },
    { to: '/sessions', Icon: ReceiptText, word: 'sessions' },
    { to: '/reservations', Icon: CalendarClock, word: 'reservations' },
  ],
  [
    { to: '/drivers', Icon: Users, word: 'drivers', everywhere: true },
    { to: '/prices', Icon: Tag, word: 'prices', everywhere: true },
    { to: '/energy', Icon: Zap, word: 'energy' },
    { to: '/reports', Icon: ChartColumn, word: 'reports' },
  ],
  [
    { to: '/campaigns', Icon: Waves, word: 'campaigns' },
    { to: '/security', Icon: ShieldCheck, word: 'security' },
  ],
  [{ to: '/accounts', Icon: KeyRound, word: 'accounts' }],
];
