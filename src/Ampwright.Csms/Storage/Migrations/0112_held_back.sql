-- When a station held a car back (SuspendedEVSE): that is no idling of the car's. Since: it still does; until: it did last.
ALTER TABLE transaction_tariffs ADD COLUMN held_back_since TEXT;
ALTER TABLE transaction_tariffs ADD COLUMN held_back_until TEXT;
