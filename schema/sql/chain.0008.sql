-- Tables that are folded anew beside the live ones, until they take their place.

create table refold (
  generation bigint not null primary key, -- one row: the names of the tables and their indexes end in _g and this number
  fingerprint text not null,              -- of the rules that they are folded by; '': none are
  tables text not null                    -- their names, joined by spaces
);
create table refold_chain (
  chain text not null primary key,
  block bigint not null,                  -- the last block whose logs are folded, a final one
  hash text not null                      -- once it is not stored any more, everything begins again
);
create table refold_day (                 -- `derived_day` of these tables
  chain text not null primary key,
  day bigint not null,
  rules text not null
);
