import type { Texts } from '..';
import { campaigns } from './campaigns';
import { drivers } from './drivers';
import { energy } from './energy';
import { events } from './events';
import { general } from './general';
import { give } from './give';
import { overview } from './overview';
import { prices } from './prices';
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
  ...events,
  status,
};
