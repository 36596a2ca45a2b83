using Slo.Shared;

namespace Slo.AsCode.OpenSlo;

/// <summary>Annotations for what OpenSLO has no field for. docs/ascode.md describes each.</summary>
internal static class AnnotationNames
{
    internal const string Prefix = "slo.dev/";

    internal const string Name = Prefix + "name";
    internal const string DisplayName = Prefix + "display-name";
    internal const string NoService = Prefix + "no-service";
    internal const string Labels = Prefix + "labels";
    internal const string Annotations = Prefix + "annotations";
    internal const string Period = Prefix + "period";
    internal const string StartTime = Prefix + "start-time";
    internal const string LatencyThreshold = Prefix + "latency-threshold";
    internal const string GroupBy = Prefix + "group-by";
    internal const string MaximumGroups = Prefix + "maximum-groups";
    internal const string ScheduledTargets = Prefix + "scheduled-targets";
    internal const string Exclusions = Prefix + "exclusions";
    internal const string ExclusionOwners = Prefix + "exclusion-owners";
    internal const string BurnRateRules = Prefix + "burn-rate-rules";
    internal const string OtherRules = Prefix + "other-rules";

    internal const string Composite = Prefix + "composite";
    internal const string CompositeWeight = Prefix + "composite-weight";
    internal const string ClientTimeout = Prefix + "client-timeout";
    internal const string ErrorBudgetPolicy = SloPolicy.Annotation;
    internal const string PolicyOverride = SloPolicy.OverrideAnnotation;
    internal const string SlothName = Prefix + "sloth-name";
    internal const string AlertName = AlertSettings.NameKey;
    internal const string AlertLabels = AlertSettings.LabelsKey;
    internal const string AlertAnnotations = AlertSettings.AnnotationsKey;
    internal const string PageLabels = AlertSettings.PageLabelsKey;
    internal const string PageAnnotations = AlertSettings.PageAnnotationsKey;
    internal const string TicketLabels = AlertSettings.TicketLabelsKey;
    internal const string TicketAnnotations = AlertSettings.TicketAnnotationsKey;

    /// <summary>Those without a meaning to the engine: they stay annotations of the objective.</summary>
    internal static readonly string[] Kept =
    [
        Composite, CompositeWeight, ClientTimeout, ErrorBudgetPolicy, PolicyOverride, SlothName, AlertName, AlertLabels,
        AlertAnnotations, PageLabels, PageAnnotations, TicketLabels, TicketAnnotations,
    ];

    /// <summary>
    /// Those of an SLO that the reader interprets. Those of rules apply to every rule of the SLO that does not state its own.
    /// </summary>
    internal static readonly string[] OfSlo =
    [
        Name, DisplayName, NoService, Labels, Annotations, Period, StartTime, LatencyThreshold, GroupBy, MaximumGroups,
        ScheduledTargets, Exclusions, ExclusionOwners, BurnRateRules, OtherRules, .. RuleFields.Annotations, .. PropertyAnnotations.All,
    ];
}
