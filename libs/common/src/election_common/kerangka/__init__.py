"""The frame of every act: regions, elections with their legal time, windows of the schedule.

Each is owned by one service, and copied by its facts into those that take it: a module has the row,
the reading of the facts, and what keeps the copy. A service takes a module by naming its table in
its migration, its `SUBSCRIPTIONS` and its `READ_MODEL` in `consumers.py`. Facts of different
aggregates arrive in any order, so no copy refers to another by a foreign key.
"""
