import type { Texts } from '..';
import { accounts } from './accounts';
import { campaigns } from './campaigns';
import { drivers } from './drivers';
import { energy } from './energy';
import { events } from './events';
import { first } from './first';
import { general } from './general';
import { give } from './give';
import { overview } from './overview';
import { prices } from './prices';
import { qr } from './qr';
import { reports } from './reports';
import { reservations } from './reservations';
import { security } from './security';
import { sessions } from './sessions';
import { station } from './station';
import { stations } from './stations';
import { status } from './words';

export const de: Texts = {
  ...general,
  ...overview,
  ...first,
  ...qr,
  ...stations,
  ...station,
  ...give,
  ...sessions,
  ...drivers,
  ...energy,
  ...reports,
  ...reservations,
  ...prices,
  ...campaigns,
  ...security,
  ...accounts,
  ...events,
  status,
};
