-- The usual questions to a plan, as views of its database: below the name of each and what it
-- answers stands how it is asked.

-- actions_in_full: Every action with its area, its leads in a row and how it stands.
SELECT a.ref, a.title, a.area, r.title AS area_title,
  (SELECT group_concat(lead, ', ')
     FROM (SELECT lead FROM leads WHERE ref = a.ref ORDER BY position)) AS leads,
  a.status, a.timescale, s.due_day, s.days_overdue, s.slippage_days,
  s.progress_rating, s.progress_standing, s.progress_why, s.progress_disputed,
  s.impact_rating, s.impact_standing, s.impact_why, s.last_progress_day
FROM actions a
JOIN areas r ON r.ref = a.area
JOIN action_status s ON s.ref = a.ref

-- overdue: The overdue actions, the latest first.
SELECT ref, title, area_title, leads, due_day, days_overdue, slippage_days, progress_why
FROM actions_in_full
WHERE days_overdue > 0
ORDER BY days_overdue DESC, ref

-- due_next: The open actions that are due within 90 days of the day of the judgement.
SELECT f.ref, f.title, f.area_title, f.leads, f.due_day, f.progress_rating
FROM actions_in_full f
JOIN actions a ON a.ref = f.ref
WHERE f.due_day BETWEEN a.as_at AND date(a.as_at, '+90 days')
  AND f.progress_standing NOT IN ('withdrawn', 'embedded', 'complete')
ORDER BY f.due_day, f.ref

-- rag_by_area: How many actions of each area have each progress rating.
SELECT r.ref, r.title,
  count(*) AS actions,
  sum(s.progress_rating = 'red') AS red,
  sum(s.progress_rating = 'amber') AS amber,
  sum(s.progress_rating = 'green') AS green,
  sum(s.progress_rating = 'blue') AS blue,
  sum(s.progress_rating = 'grey') AS grey,
  sum(s.is_overdue) AS overdue
FROM areas r
JOIN actions a ON a.area = r.ref
JOIN action_status s ON s.ref = a.ref
GROUP BY r.ref, r.title
ORDER BY min(a.rowid)

-- rag_by_lead: How many actions each role has a part in, by progress rating.
SELECT l.lead,
  count(*) AS actions,
  sum(s.progress_rating = 'red') AS red,
  sum(s.progress_rating = 'amber') AS amber,
  sum(s.progress_rating = 'green') AS green,
  sum(s.progress_rating = 'blue') AS blue,
  sum(s.progress_rating = 'grey') AS grey,
  sum(s.is_overdue) AS overdue
FROM (SELECT DISTINCT ref, lead FROM leads) l
JOIN action_status s ON s.ref = l.ref
GROUP BY l.lead
ORDER BY overdue DESC, l.lead

-- latest_progress: The newest note of each action: by its day, else by its place.
SELECT ref, date, by_whom, note
FROM (SELECT ref, date, by_whom, note,
        row_number() OVER (PARTITION BY ref ORDER BY date DESC, position DESC) AS newest
      FROM progress)
WHERE newest = 1

-- milestones_overdue: The milestones that are late, of actions that are still open.
SELECT m.ref, a.title, m.position, m.what, m.timescale_day AS due_day,
  CAST(julianday(m.as_at) - julianday(m.timescale_day) AS INTEGER) AS days_overdue
FROM milestones m
JOIN actions a ON a.ref = m.ref
JOIN action_status s ON s.ref = m.ref
WHERE m.timescale_day < m.as_at AND (m.done IS NULL OR m.done > m.as_at)
  AND s.progress_standing NOT IN ('withdrawn', 'embedded', 'complete')
ORDER BY due_day, m.ref, m.position

-- extensions_awaiting: The later dates that were asked for, and neither agreed nor refused.
SELECT e.ref, a.title, a.timescale, e.to_when, e.to_day, e.reason, e.requested
FROM extensions e
JOIN actions a ON a.ref = e.ref
WHERE e.agreed IS NULL AND e.refused IS NULL
ORDER BY e.ref, e.position

-- requests_awaiting: Everything that the board was asked of an action, and has neither agreed nor refused.
SELECT r.ref, a.title, r.kind, r.what, r.reason, r.requested
FROM (
  SELECT ref, 'extension' AS kind, to_when AS what, reason, requested, agreed, refused
    FROM extensions
  UNION ALL
  SELECT ref, 'pause', until, reason, requested, agreed, refused FROM pauses
  UNION ALL
  SELECT ref, 'withdrawal', NULL, reason, requested, agreed, refused FROM withdrawals
  UNION ALL
  SELECT ref, 'correction', to_when, reason, requested, agreed, refused FROM corrections
) r
JOIN actions a ON a.ref = r.ref
WHERE r.agreed IS NULL AND r.refused IS NULL
ORDER BY r.ref, r.kind

-- latest_figures: Each measure with its baseline, its newest figure and what that says.
SELECT m.id, m.title, m.unit, m.better, m.baseline_value, s.latest_day, s.latest_value,
  s.standing, s.rating, s.why
FROM measures m
JOIN measure_status s ON s.measure = m.id

-- findings_and_actions: What answers each finding; a finding without an action has one row all the same.
SELECT f.id AS finding, f.title AS finding_title, a.ref, a.title, s.progress_rating,
  s.impact_rating
FROM findings f
LEFT JOIN findings_answered n ON n.finding = f.id
LEFT JOIN actions a ON a.ref = n.ref
LEFT JOIN action_status s ON s.ref = a.ref
ORDER BY f.position, a.rowid

-- problems_by_rule: How often each rule is broken.
SELECT code, rule, severity, count(*) AS problems
FROM problems
GROUP BY code, rule, severity
ORDER BY problems DESC, code
