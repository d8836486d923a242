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

-- Stores from before had none: their tables are folded anew.
delete from rules where name = 'facts';
