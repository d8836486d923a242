-- What reorgs and new rules took back, so that whoever mirrors the fact tables can be told.

create table undone (
  number bigint not null primary key,   -- 1, 2, 3, ... in the order it happened
  chain text not null,                  -- '' where all tables of a sort were made anew
  name text not null,                   -- the fact table; with chain '' the sort: facts | claims
  id text not null                      -- the row; with chain '' what names this making of the tables
);
create index undone_by_chain on undone (chain, number);
