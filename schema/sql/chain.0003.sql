-- The day up to which derived tables were computed. Those tables are versioned by day, and hold from its first block on.

create table derived_day (
  chain text not null primary key,
  day bigint not null,                  -- UTC day of block time
  rules text not null                   -- what they were computed under, one id for each module, joined by spaces
);
