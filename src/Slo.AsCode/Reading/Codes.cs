namespace Slo.AsCode.Reading;

/// <summary>The codes of findings. Stable: docs/ascode.md lists them, and a test compares.</summary>
internal static class Codes
{
    internal const string Syntax = "SLO0001";
    internal const string Encoding = "SLO0002";
    internal const string Limit = "SLO0003";
    internal const string DuplicateKey = "SLO0004";
    internal const string YamlFeature = "SLO0005";
    internal const string Unreadable = "SLO0006";
    internal const string NoFile = "SLO0007";
    internal const string Flood = "SLO0008";

    internal const string NoSlo = "SLO0101";
    internal const string UnknownVersion = "SLO0102";
    internal const string UnknownKind = "SLO0103";
    internal const string NoDefinition = "SLO0104";

    internal const string UnknownField = "SLO0110";
    internal const string Missing = "SLO0111";
    internal const string WrongShape = "SLO0112";
    internal const string Exclusive = "SLO0113";
    internal const string UnknownWord = "SLO0114";
    internal const string TooLong = "SLO0115";
    internal const string Name = "SLO0116";
    internal const string Key = "SLO0117";
    internal const string Number = "SLO0118";
    internal const string Target = "SLO0119";
    internal const string Duration = "SLO0120";
    internal const string DateTime = "SLO0121";
    internal const string TimeZone = "SLO0122";
    internal const string Count = "SLO0123";
    internal const string Forbidden = "SLO0124";
    internal const string Range = "SLO0125";

    internal const string Dangling = "SLO0201";
    internal const string DuplicateName = "SLO0202";

    internal const string Refused = "SLO0301";
    internal const string Doubtful = "SLO0302";
    internal const string OneMinute = "SLO0303";
    internal const string Operator = "SLO0304";
    internal const string Severity = "SLO0305";
    internal const string Breaching = "SLO0306";
    internal const string MetricSource = "SLO0307";
    internal const string Annotation = "SLO0308";
    internal const string ShortCalendar = "SLO0309";
    internal const string RatioLike = "SLO0310";
    internal const string Composite = "SLO0311";
    internal const string DefaultPeriod = "SLO0312";
    internal const string LongPeriod = "SLO0313";

    internal const string SlothWindow = "SLO0401";
    internal const string SlothPlugin = "SLO0402";
    internal const string SlothRule = "SLO0403";
    internal const string Division = "SLO0501";

    internal const string Lost = "SLO0601";

    internal const string UnreachableRule = "SLO0701";
    internal const string LateThreshold = "SLO0702";
    internal const string BetterThanDependency = "SLO0703";
    internal const string UnknownDependency = "SLO0704";
    internal const string NoOwner = "SLO0705";
    internal const string MalformedPromise = "SLO0706";
}
