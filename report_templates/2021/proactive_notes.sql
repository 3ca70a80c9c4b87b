-- 数旁的小注：修订的文件同时计入制发和（被替代的）废止，期满失效的计入废止，这里说明其中各有多少。
WITH texts AS (
  SELECT CASE type WHEN code('document_types', 'GZ') THEN 'rules' ELSE 'normative' END AS row, made, revision,
         coalesce(repealed, valid_until + 1) AS ended,
         ending = code('endings', '4') AS replaced,
         coalesce(ending = code('endings', '3'), repealed IS NULL) AS expired
  FROM documents
  WHERE agency = :agency AND made <= :close),
ends AS (
  SELECT row, sum(coalesce(replaced, 0)) AS replaced, sum(expired) AS expired
  FROM texts WHERE ended BETWEEN :first AND :close GROUP BY row)
SELECT row, 'made' AS col, '其中修订' || count(*) || '件' AS text
FROM texts WHERE made >= :first AND revision = 1 GROUP BY row
UNION ALL
SELECT row, 'repealed',
       CASE WHEN replaced > 0 THEN '其中修订' || replaced || '件' ELSE '' END
       || CASE WHEN replaced > 0 AND expired > 0 THEN '，' ELSE '' END
       || CASE WHEN expired > 0 THEN '含期满失效' || expired || '件' ELSE '' END
FROM ends WHERE replaced > 0 OR expired > 0
