-- What the store itself notes while it folds. Versioned like the modules' fact tables.

-- A break in a sequence that a contract guarantees: something before this event was not seen.
create table gap (
  chain text not null,
  id text not null,
  kind text not null,
  subject text not null,
  detail text not null,
  bf bigint not null,
  li bigint not null,
  primary key (chain, id)
);
create index gap_by_subject on gap (subject);

-- A log of a configured contract that could not be decoded. Its raw form is in `log`.
create table rejected (
  chain text not null,
  id text not null,
  contract text not null,
  reason text not null,
  bf bigint not null,
  li bigint not null,
  primary key (chain, id)
);

-- An address that an event has made known. Contracts read by topic are read for it from here on; it is never dropped.
create table watched (
  chain text not null,
  id text not null,                     -- the address
  since text not null,                  -- position of the first event that named it
  bf bigint not null,
  li bigint not null,
  primary key (chain, id)
);
