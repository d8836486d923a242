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

-- The code that a contract runs, where it is a proxy and said so by ERC-1967 `Upgraded`.
create table implementation (
  chain text not null,
  id text not null,                     -- the address of the contract
  kind text not null,                   -- identityRegistry, reputationRegistry or validationRegistry
  address text not null,                -- of the code
  bf bigint not null,
  li bigint not null,
  primary key (chain, id)
);

-- What a node has made of each chain, as rolling SHA-256 roots: two nodes that agree in one agree in all before it.
create table root (
  chain text not null,
  block bigint not null,                -- a block with kept logs; others leave the roots as they are
  l0 text not null,                     -- of the raw logs, hex
  l1 text not null,                     -- of the events that they decode to
  l2 text not null,                     -- of the fact rows that began and ended
  primary key (chain, block)
);

-- What the roots of a chain are about: they begin with it.
create table root_basis (
  chain text not null primary key,
  contracts text not null,              -- kind, address and subject of each contract, one a line
  rules text not null                   -- SHA-256 of the rules by which logs become rows
);
