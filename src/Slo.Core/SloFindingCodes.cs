namespace Slo;

/// <summary>The codes of findings. They are stable and never reused; docs/findings.md lists them, and a test compares.</summary>
public static partial class SloFindingCodes
{
    /// <summary>Not YAML or JSON.</summary>
    public const string Syntax = "SLO0001";

    /// <summary>Not UTF-8, or a control character.</summary>
    public const string Encoding = "SLO0002";

    /// <summary>A limit is exceeded.</summary>
    public const string Limit = "SLO0003";

    /// <summary>A duplicate field.</summary>
    public const string DuplicateKey = "SLO0004";

    /// <summary>A tag, a merge key, an alias of itself or of nothing, a list as a key.</summary>
    public const string YamlFeature = "SLO0005";

    /// <summary>A file that cannot be read.</summary>
    public const string Unreadable = "SLO0006";

    /// <summary>A file that does not exist, or a folder or pattern without files.</summary>
    public const string NoFile = "SLO0007";

    /// <summary>Further findings of the file, counted.</summary>
    public const string MoreFindings = "SLO0008";

    /// <summary>A file without definitions.</summary>
    public const string NoObjective = "SLO0101";

    /// <summary>An unknown or missing version.</summary>
    public const string UnknownVersion = "SLO0102";

    /// <summary>An unknown kind.</summary>
    public const string UnknownKind = "SLO0103";

    /// <summary>Not a definition.</summary>
    public const string NoDefinition = "SLO0104";

    /// <summary>An unknown field or key.</summary>
    public const string UnknownField = "SLO0110";

    /// <summary>A required value that is missing.</summary>
    public const string Missing = "SLO0111";

    /// <summary>A list, map or text where another type is expected.</summary>
    public const string WrongType = "SLO0112";

    /// <summary>Fields that exclude one another, or none of them.</summary>
    public const string Exclusive = "SLO0113";

    /// <summary>A value that is not one of those allowed.</summary>
    public const string UnknownWord = "SLO0114";

    /// <summary>A text that is too long.</summary>
    public const string TooLong = "SLO0115";

    /// <summary>An invalid name.</summary>
    public const string InvalidName = "SLO0116";

    /// <summary>An invalid key of a label or annotation.</summary>
    public const string InvalidKey = "SLO0117";

    /// <summary>An invalid number.</summary>
    public const string InvalidNumber = "SLO0118";

    /// <summary>A target out of range.</summary>
    public const string InvalidTarget = "SLO0119";

    /// <summary>An invalid duration.</summary>
    public const string InvalidDuration = "SLO0120";

    /// <summary>An invalid date and time.</summary>
    public const string InvalidDateTime = "SLO0121";

    /// <summary>An unknown time zone.</summary>
    public const string UnknownTimeZone = "SLO0122";

    /// <summary>Too many or too few elements.</summary>
    public const string InvalidCount = "SLO0123";

    /// <summary>A field that is not allowed here.</summary>
    public const string NotAllowedHere = "SLO0124";

    /// <summary>A number or a duration out of range.</summary>
    public const string OutOfRange = "SLO0125";

    /// <summary>A control character in a text.</summary>
    public const string ControlCharacter = "SLO0126";

    /// <summary>An invalid status code, or one that is listed twice.</summary>
    public const string InvalidStatusCode = "SLO0127";

    /// <summary>An invalid HTTP method.</summary>
    public const string InvalidHttpMethod = "SLO0128";

    /// <summary>An invalid schedule, or one that ends before it begins.</summary>
    public const string InvalidSchedule = "SLO0129";

    /// <summary>A header or query string whose values may be secrets, where they would be shown.</summary>
    public const string SecretHeader = "SLO0130";

    /// <summary>A reference to something that is not declared.</summary>
    public const string UnknownReference = "SLO0201";

    /// <summary>A name declared twice.</summary>
    public const string DuplicateName = "SLO0202";

    /// <summary>Targets for the same time.</summary>
    public const string OverlappingTargets = "SLO0203";

    /// <summary>One minute, where a month may be intended.</summary>
    public const string OneMinute = "SLO0303";

    /// <summary>A burn rate compared with lt or lte.</summary>
    public const string BurnRateOperator = "SLO0304";

    /// <summary>An unknown severity.</summary>
    public const string UnknownSeverity = "SLO0305";

    /// <summary>A policy that does not alert on its burn rate, or does not specify it.</summary>
    public const string PolicyWithoutBurnRate = "SLO0306";

    /// <summary>An unsupported metric source.</summary>
    public const string UnsupportedSource = "SLO0307";

    /// <summary>A malformed or unknown <c>slo.dev/</c> annotation.</summary>
    public const string InvalidAnnotation = "SLO0308";

    /// <summary>A calendar period of minutes or hours.</summary>
    public const string ShortCalendar = "SLO0309";

    /// <summary>A percentage that looks like a ratio.</summary>
    public const string RatioAsPercent = "SLO0310";

    /// <summary>A composite, whose sum is not evaluated.</summary>
    public const string Composite = "SLO0311";

    /// <summary>A missing period.</summary>
    public const string MissingPeriod = "SLO0312";

    /// <summary>A very long period.</summary>
    public const string LongPeriod = "SLO0313";

    /// <summary>A rule that can never hold.</summary>
    public const string UnreachableRule = "SLO0314";

    /// <summary>A default rule that can never hold.</summary>
    public const string UnreachableDefaultRule = "SLO0315";

    /// <summary>A target of 0 %.</summary>
    public const string ZeroTarget = "SLO0316";

    /// <summary>Slices that do not divide the period or a window.</summary>
    public const string SliceMismatch = "SLO0317";

    /// <summary>A short window above the long one, or a window above the period.</summary>
    public const string InvalidWindows = "SLO0318";

    /// <summary>Alerts per group without a grouping, or with too many groups.</summary>
    public const string AlertsWithoutGroups = "SLO0319";

    /// <summary>A key by its former name.</summary>
    public const string FormerKey = "SLO0320";

    /// <summary>A query of Sloth without its window.</summary>
    public const string SlothWindow = "SLO0401";

    /// <summary>A plugin of Sloth.</summary>
    public const string SlothPlugin = "SLO0402";

    /// <summary>A rule of Sloth that can never hold, or a period without rules.</summary>
    public const string SlothRule = "SLO0403";

    /// <summary>A numerator of Reliably with a division.</summary>
    public const string RatioNumerator = "SLO0501";

    /// <summary>Lint: a rule that can never hold.</summary>
    public const string LintUnreachableRule = "SLO0701";

    /// <summary>Lint: a latency threshold above the client's time-out.</summary>
    public const string LintLatencyThreshold = "SLO0702";

    /// <summary>Lint: a target higher than its dependencies allow.</summary>
    public const string LintDependencyTarget = "SLO0703";

    /// <summary>Lint: a dependency that is not declared.</summary>
    public const string LintUnknownDependency = "SLO0704";

    /// <summary>Lint: no owner (<c>slo.dev/owner</c>, or a label <c>owner</c> or <c>team</c>).</summary>
    public const string LintNoOwner = "SLO0705";

    /// <summary>Lint: a malformed annotation.</summary>
    public const string LintInvalidAnnotation = "SLO0706";

    /// <summary>Traffic: fewer events than the minimum of a rule, which cannot fire.</summary>
    public const string TrafficBelowMinimum = "SLO0751";

    /// <summary>Traffic: so few events that a single bad one makes a rule fire.</summary>
    public const string TrafficTooLow = "SLO0752";

    /// <summary>Traffic: an instrument that does not exist so far.</summary>
    public const string MissingInstrument = "SLO0753";

    /// <summary>Traffic: measurements, none of which matches the conditions of the objective or has the tag of one.</summary>
    public const string UnmatchedConditions = "SLO0754";

    /// <summary>Queries that no source reads.</summary>
    public const string UnreadQueries = "SLO0755";

    /// <summary>A source that does not answer.</summary>
    public const string SourceUnanswered = "SLO0756";

    /// <summary>Traffic: routes of an objective that no endpoint is mapped to.</summary>
    public const string UnmappedRoutes = "SLO0757";

    /// <summary>A notification target with a missing or unknown type.</summary>
    public const string NotificationType = "SLO0801";

    /// <summary>A notification type that is not built in; only the app can check whether it exists.</summary>
    public const string UnregisteredNotificationType = "SLO0802";

    /// <summary>An invalid name of a notification target.</summary>
    public const string NotificationName = "SLO0803";

    /// <summary>An invalid setting of a notification target.</summary>
    public const string NotificationSetting = "SLO0804";

    /// <summary>A setting that the notification target rejects: its address, header, secret, ….</summary>
    public const string NotificationTarget = "SLO0805";

    /// <summary>A batch size or a repeat interval out of range.</summary>
    public const string NotificationLimit = "SLO0806";

    /// <summary>A member of a notification target that threw an exception.</summary>
    public const string NotificationMemberThrew = "SLO0807";

    /// <summary>The type of a source is missing or unknown.</summary>
    public const string SourceType = "SLO0811";

    /// <summary>The type of a source is not built in; only the app can check whether it exists.</summary>
    public const string UnregisteredSourceType = "SLO0812";

    /// <summary>A setting of a source, or its name, is invalid.</summary>
    public const string SourceSetting = "SLO0813";

    /// <summary>A setting of a reaction, or its name, is invalid.</summary>
    public const string ReactionSetting = "SLO0821";

    /// <summary>Two reactions change the same resource.</summary>
    public const string ReactionConflict = "SLO0822";

    /// <summary>A step that cannot be undone, of a reaction that is.</summary>
    public const string ReactionUndo = "SLO0823";

    /// <summary>The action of a step is missing or unknown.</summary>
    public const string ReactionActionType = "SLO0824";

    /// <summary>The action of a step is not built in; only the app can check whether it exists.</summary>
    public const string UnregisteredReactionActionType = "SLO0825";

    /// <summary>The resource of an action does not exist.</summary>
    public const string ReactionResource = "SLO0826";

    /// <summary>A setting of an error-budget policy, or its name, is invalid; or an objective or service of it is unknown.</summary>
    public const string PolicySetting = "SLO0831";

    /// <summary>A level of an error-budget policy whose condition is missing, out of range or contradictory.</summary>
    public const string PolicyLevel = "SLO0832";

    /// <summary>An action of an error-budget policy that is unknown, or whose argument is missing or not allowed.</summary>
    public const string PolicyAction = "SLO0833";

    /// <summary>An annotation with an error-budget policy that cannot be read.</summary>
    public const string PolicyAnnotation = "SLO0834";

    /// <summary>An override of the release gate without a reason, an owner or an expiry, or that lasts too long.</summary>
    public const string GateOverride = "SLO0835";

    /// <summary>An option of the host out of range.</summary>
    public const string HostOption = "SLO0851";

    /// <summary>An invalid option of the Alertmanager webhook.</summary>
    public const string WebhookOption = "SLO0861";

    /// <summary>A request that was shed while the error budget of an objective burned.</summary>
    public const string Shed = "SLO0871";

    /// <summary>An objective whose budget sheds every endpoint whose requests count for it.</summary>
    public const string ClosedSource = "SLO0872";

    /// <summary>An invalid option of a chaos experiment.</summary>
    public const string ChaosOption = "SLO0881";

    /// <summary>A parameter of the feature filter <c>SloBudget</c> that is missing, unknown or invalid.</summary>
    public const string FeatureParameter = "SLO0891";
}
