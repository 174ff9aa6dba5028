"""The words that papers head their columns with, by what such a column holds."""

from collections.abc import Mapping
from typing import Final

# The keys that columns are read for, each with the words that papers use for it.
COLUMN_SYNONYMS: Final[Mapping[str, str]] = {
    "ref": (
        "ref|reference|no|number|id|#|action ref|action no|action number|item|item no|ref no|"
        "rec no|recommendation no|line|action id|ref number|reference number|ref id|"
        "action reference|cqc ref|serial no|uid"
    ),
    "area": (
        "area|theme|priority|priority area|workstream|section|domain|area for improvement|"
        "improvement area|key area|standard|objective|strand|area title|area of weakness|"
        "area for development|area of focus|focus area|cause of concern|afi|pillar|ambition|"
        "key priority|strategic priority|improvement theme|priority theme"
    ),
    "title": ("title|action title|name of action|project|short title|summary"),
    "actions": (
        "action|actions|specific actions|specific action|what will it do|what will we do|"
        "what we will do|activity|activities|actions to be taken|action required|"
        "action to be taken|actions required|agreed action|agreed actions|task|tasks|what|"
        "improvement action|improvement actions|key actions|key action|what needs to be done|"
        "what will be done|planned action|planned actions|action description|"
        "description of action|description|recommendation|how will we do it|"
        "what are we going to do|action to address|how|response|our response|"
        "management response|council response|trust response|agreed response|"
        "actions we will take|action we will take|proposed action|proposed actions|"
        "required action|required actions|steps to be taken|what we are going to do|"
        "what are we doing|action detail|action details|task description"
    ),
    "expected_impact": (
        "expected impact|expected outcome|expected outcomes|outcome|outcomes|impact|benefit|"
        "intended outcome|intended outcomes|desired outcome|desired outcomes|intended impact|"
        "what difference will it make|success looks like|what will success look like|benefits|"
        "what does good look like|difference made|impact for children|outcome for children|"
        "what difference will this make|outcome required|intended impact on children|"
        "impact on children|what impact will this have|anticipated outcome|"
        "anticipated outcomes|outcomes sought|desired impact|what will be different|"
        "outcomes for children|outcome for children and young people|"
        "outcomes for children and young people|outcome for patients|impact for patients|"
        "intended benefit"
    ),
    "impact_measures": (
        "impact measure|impact measures|measure|measures|success measure|success measures|"
        "measure of success|measures of success|success criteria|kpi|kpis|how will we know|"
        "how we will know|performance measure|performance measures|how will this be measured|"
        "how will we measure success|target measure|indicators|key performance indicators|"
        "success criterion|success indicator|success indicators|success criteria/kpi|"
        "how we will measure it|how will we measure it|how will we measure impact|"
        "how we will measure success|how we will measure impact|how will success be measured|"
        "how will impact be measured|how will we know it is working|"
        "how will we know it's working|how will we know it has worked|"
        "how will we know if it has worked|how will we know we have succeeded|"
        "how will we know we have made a difference|measurable outcome|measurable outcomes|"
        "outcome measure|outcome measures|measures of impact|evidence of success|metric|"
        "metrics|performance indicator|performance indicators|success factor|success factors|"
        "target outcome"
    ),
    "reporting": (
        "reporting mechanism|reporting|reported to|reports to|monitoring|governance|assurance|"
        "how will it be reported|reporting arrangements|monitored by|monitoring arrangements|"
        "where reported|reporting route|how monitored|oversight|how will this be monitored|"
        "how will it be monitored|how will we monitor|monitored through|"
        "monitoring and evaluation|monitoring method|reporting to|reported through|"
        "reporting group|governance route|governance group|monitoring group|oversight group|"
        "oversight committee|responsible committee|assurance committee|assurance mechanism|"
        "reporting forum"
    ),
    "leads": (
        "lead|leads|lead officer|lead officers|responsible officer|responsible|owner|owners|"
        "action owner|who|by whom|accountable|accountable officer|lead role|officer|"
        "action lead|responsible lead|person responsible|responsibility|responsible person|"
        "who will do it|who is responsible|officer responsible|delivery lead|lead person|"
        "named lead|led by|who's on it|who is on it|who leads|who will lead|who's responsible|"
        "who's leading|sro|senior responsible officer|senior responsible owner|executive lead|"
        "exec lead|executive sponsor|executive owner|operational lead|strategic lead|"
        "lead director|lead manager|lead name|lead professional|lead responsible|"
        "responsible owner|responsible manager|responsible director|persons responsible|"
        "people responsible|staff responsible|staff member responsible|accountable lead|"
        "accountable person|accountable owner|accountability|action assigned to|assigned to|"
        "owned by|nominated lead"
    ),
    "timescale": (
        "timescale|timescales|by when|deadline|target date|due|due date|when|date|"
        "completion date|end date|finish date|target completion date|date due|end|finish|"
        "timeframe|timeline|when by|planned completion date|target|target end date|"
        "to be completed by|complete by|implementation date|time scale|delivery date|"
        "completion|target completion|planned completion|expected completion|due by|"
        "completion due|completion due date|to be completed by date|"
        "date for completion|date to be completed|timescale for completion|"
        "timescale to complete|deadline date|deadline for completion|expected completion date|"
        "anticipated completion date|anticipated completion|estimated completion date|"
        "proposed completion date|planned date|planned end date|complete by date|"
        "date to complete|action by date|target deadline|target for completion"
    ),
    "start": (
        "start|start date|from|date started|planned start|begin|start by|"
        "commencement date|date raised|date opened|planned start date|actual start date"
    ),
    "status": ("status|stage|progress status|current status|action status|state"),
    "completed": (
        "completed|date completed|completed on|actual completion date|date of completion|"
        "actual completion|actual end date|date closed|closed|actual date|date achieved|"
        "date complete|date closed off|closed date|closure date|date of closure|date actioned|"
        "completed date|actual date of completion|date action completed|"
        "done|action complete|action completed|completed y/n|completed yes/no"
    ),
    "milestones": (
        "milestone|milestones|key milestones|steps|key steps|interim milestones|"
        "milestones and dates|actions and milestones|key dates"
    ),
    "progress": (
        "progress|progress to date|update|updates|comment|comments|latest update|commentary|"
        "progress update|progress updates|progress notes|narrative|position|current position|"
        "notes|note|latest position|update on progress|progress made|action taken|"
        "progress so far|current update|status update|status updates|progress report|"
        "progress to-date|impact to date|impact so far|actual impact|impact achieved|"
        "evaluation|impact/evaluation|evaluation/impact|evaluation of impact|action to date|"
        "actions to date|actions taken|actions completed|what have we done|what we have done|"
        "what have we done so far|work to date|achievements to date|latest progress|"
        "latest comments|rag comments|rag commentary|rag narrative"
    ),
    "progress_rag": (
        "progress rag|rag|rag rating|rag status|delivery rag|brag|brag rating|brag status|"
        "status rag|rating|rag progress|progress rating|delivery confidence|action rag|"
        "current rag|current rag rating|current rag status|confidence|confidence rating|"
        "confidence level|delivery rating|rag score|overall rag|milestone rag|"
        "rag rating progress|completion rag|b-rag|current brag"
    ),
    "impact_rag": (
        "impact rag|outcome rag|impact rating|rag impact|outcomes rag|rag outcome|"
        "rag for impact|rag for outcome|outcome rating"
    ),
    "rag_reason": (
        "rag reason|reason for rag|reason for rating|rationale for rag|rag rationale|rationale|"
        "reason for status"
    ),
    "evidence": (
        "evidence|evidence of impact|evidence of completion|source of evidence|evidence source|"
        "evidence and impact|sources of evidence|supporting evidence|evidence required|"
        "evidence provided|evidence of progress|evidence/documents|evidence file|evidence log|"
        "how will this be evidenced|evidenced by|proof"
    ),
    "review": ("review|review frequency|how often reviewed"),
    "findings": (
        "finding|findings|inspection finding|inspection findings|ofsted finding|cqc finding|"
        "inspectors' finding|what inspectors found|what the inspectors found|what ofsted said|"
        "what the cqc said|what the inspectors said|what inspectors said|area of concern|"
        "areas of concern|"
        "inspection recommendation|ofsted recommendation|cqc recommendation|"
        "recommendation of the inspection|finding addressed|finding answered|findings addressed"
    ),
    "depends_on": (
        "depends on|dependency|dependencies|interdependencies|interdependency|"
        "dependent on|linked actions|depends on action"
    ),
}
# Columns that hold two things at once, by the keys that their headings name.
PAIRED_COLUMNS: Final[Mapping[frozenset[str], str]] = {
    frozenset({"leads", "timescale"}): "lead and timescale",
    frozenset({"timescale", "progress_rag"}): "timescale and rating",
    frozenset({"progress", "progress_rag"}): "progress and rating",
    frozenset({"status", "progress_rag"}): "status",
    frozenset({"status", "progress"}): "progress",
    frozenset({"expected_impact", "impact_measures"}): "expected_impact",
    frozenset({"progress", "evidence"}): "progress",
}
