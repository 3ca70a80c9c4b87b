-- 年内收到的和年初尚未审结的都计；截止日以后才审结的仍是尚未审结。复议机关作共同被告的不计，由原行为机关计。
SELECT CASE kind
         WHEN code('dispute_kinds', 'FY') THEN 'reconsideration'
         WHEN code('dispute_kinds', 'SZ') THEN 'direct_suit'
         ELSE 'suit_after_reconsideration'
       END AS row,
       CASE
         WHEN concluded IS NULL OR concluded > :close THEN 'pending'
         WHEN result = code('dispute_results', '1') THEN 'upheld'
         WHEN result = code('dispute_results', '2') THEN 'corrected'
         WHEN result = code('dispute_results', '3') THEN 'other'
         ELSE 'pending'
       END AS col,
       1 AS amount, 'disputes' AS source, no AS key
FROM disputes
WHERE agency = :agency AND coalesce(co_defendant, 0) = 0
  AND received <= :close AND (concluded IS NULL OR concluded >= :first)
