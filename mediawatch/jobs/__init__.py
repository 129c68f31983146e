"""The pipeline, composed. Everything else decides; this only binds:

    feeds due   | fetch | read feed    > items waiting                      (rounds.poll_feeds)
    items waiting | fetch | screen | extract | judge | same story? > coverage  (rounds.read_items, reading)
    coverage since the last digest | targets, silence > digest > one mail per recipient   (digests)

Every job is idempotent by key and leased in the database: killed anywhere and started again, it loses nothing and
repeats nothing.
"""
