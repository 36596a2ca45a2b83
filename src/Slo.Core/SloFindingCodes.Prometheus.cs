namespace Slo;

/// <content>What rules for Prometheus cannot express.</content>
public static partial class SloFindingCodes
{
    /// <summary>Fractions of a millisecond, which OpenSLO cannot express.</summary>
    public const string OpenSloPrecisionLoss = "SLO0601";

    /// <summary>A loss in converting: what the document written does not contain.</summary>
    public const string ConversionLoss = "SLO0602";

    /// <summary>Comments of a file, which the document written does not contain.</summary>
    public const string CommentLoss = "SLO0603";

    /// <summary>An indicator that is code, or has code in it, in OpenSLO.</summary>
    public const string OpenSloIndicatorLoss = "SLO0604";

    /// <summary>A data source whose name is invalid in OpenSLO.</summary>
    public const string OpenSloDataSourceLoss = "SLO0605";

    /// <summary>Queries that are not a ratio of OpenSLO.</summary>
    public const string OpenSloQueryLoss = "SLO0606";

    /// <summary>Events that Prometheus cannot query: the objective is omitted.</summary>
    public const string PrometheusSourceLoss = "SLO0611";

    /// <summary>A calendar period in rules for Prometheus.</summary>
    public const string PrometheusPeriodLoss = "SLO0612";

    /// <summary>A rule that is omitted in rules for Prometheus.</summary>
    public const string PrometheusRuleLoss = "SLO0613";

    /// <summary>Slices that do not begin at multiples of their width.</summary>
    public const string PrometheusSliceLoss = "SLO0614";

    /// <summary>Unobserved time that counts as good.</summary>
    public const string PrometheusTimeLoss = "SLO0615";

    /// <summary>Alerts of groups.</summary>
    public const string PrometheusGroupLoss = "SLO0616";

    /// <summary>A cool-down.</summary>
    public const string PrometheusCoolDownLoss = "SLO0617";

    /// <summary>A window too short for two scrapes.</summary>
    public const string PrometheusWindowLoss = "SLO0618";

    /// <summary>A rule that keeps its state with few events.</summary>
    public const string PrometheusStateLoss = "SLO0619";

    /// <summary>A guard for low traffic, where the number of events is unknown.</summary>
    public const string PrometheusGuardLoss = "SLO0620";

    /// <summary>A label that Prometheus cannot have.</summary>
    public const string PrometheusLabelLoss = "SLO0621";

    /// <summary>A label or annotation of alerts that cannot be written.</summary>
    public const string PrometheusAlertLoss = "SLO0622";

    /// <summary>Targets that are in force at times, and excluded time.</summary>
    public const string PrometheusTermsLoss = "SLO0623";

    /// <summary>An invalid option of the generator of rules.</summary>
    public const string GeneratorOption = "SLO0631";
}
