using System.Reflection;
using System.Text.RegularExpressions;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.House;

/// <summary>
/// The machine has rooms, and an event goes through them in one direction. Definitions resolves what is declared, before there is an event.
/// Definitions, Recording, Windows, Evaluation and Alerting use the words of the root and themselves, and know neither tracker nor registry; History adds Windows, and Judging adds History, Evaluation and Alerting,
/// but never Recording: a judge knows a history, not cells. Anomalies reads the slices of a History beside the judge. Grouping is a second counter beside the tracker's own, so it uses
/// Recording and Windows too; Dependencies counts calls with the groups of Grouping. State writes and reads what History and Judging hold. Telemetry reads tracker and registry, and counts with Recording's rare counters.
/// The words use Definitions, Evaluation and Alerting, which give them their meaning; only SloTracker and SloRegistry string Recording and Windows together,
/// and only SloRegistry has Telemetry.
/// </summary>
public sealed partial class LayeringTests
{
    private const string Tracker = nameof(SloTracker);
    private const string Registry = nameof(SloRegistry);
    private const string State = nameof(SloObjectiveState);
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [Fact]
    public void Types_InSignaturesFieldsAndLocals_FollowTheRule()
    {
        (Type From, Type To)[] uses = [.. typeof(SloRegistry).Assembly.GetTypes()
            .Where(IsOurs).SelectMany(type => Used(type).Where(IsOurs).Select(used => (Outermost(type), Outermost(used)))).Distinct()];

        Assert.NotEmpty(uses);
        Assert.Empty(uses.Where(use => !IsAllowed(Room(use.From.Namespace!), use.From.Name, Room(use.To.Namespace!), use.To.Name))
            .Select(use => $"{use.From} uses {use.To}"));
    }

    [Fact]
    public void Usings_InTheSources_FollowTheRule()
    {
        var root = Repository.PathOf("src", "Slo.Core");

        Assert.Empty(
            from path in Repository.SourceFiles("src", "Slo.Core")
            let room = Path.GetDirectoryName(Path.GetRelativePath(root, path))!
            let name = Path.GetFileNameWithoutExtension(path).Split('.')[0]
            from Match line in Using().Matches(File.ReadAllText(path))
            where !IsAllowed(room, name, line.Groups["room"].Value, "")
            select $"{room}/{name}: {line.Value}");
    }

    private static bool IsAllowed(string fromRoom, string from, string toRoom, string to) => (fromRoom, toRoom) switch
    {
        _ when fromRoom == toRoom => true,
        ("Telemetry", "" or "Recording") => true,
        ("Recording" or "Windows" or "Definitions" or "Evaluation" or "Alerting" or "Anomalies", "") => to is not (Tracker or Registry),
        ("Grouping" or "History" or "Judging", "") => to is not (Tracker or Registry),
        ("History", "Windows") => true,
        ("Judging", "History" or "Windows" or "Evaluation" or "Alerting") => true,
        ("Grouping", "Recording" or "Windows") => true,
        ("Dependencies", "Recording" or "Windows" or "Grouping") => true,
        ("Dependencies", "") => to is not (Tracker or Registry),
        ("Tracking", "Recording" or "Windows" or "Anomalies" or "Dependencies") => true,
        ("Tracking", "") => to is not (Tracker or Registry),
        ("Attribution", "Recording" or "Windows") => true,
        ("Attribution", "") => to is not (Tracker or Registry),
        ("", "Attribution") => from is Tracker or Registry or nameof(SloBadEvents),
        ("State", "") => to is not (Tracker or Registry),
        ("State", "Windows" or "History" or "Judging" or "Alerting" or "Attribution") => true,
        ("", "State") => from is State or nameof(SloBadEvents) or Tracker or Registry or nameof(SloLedgerEntry) or nameof(SloIncident),
        ("", "History" or "Judging") when from == State => true,
        ("", "Definitions" or "Evaluation" or "Alerting") => true,
        ("", "Grouping" or "History" or "Judging") => from == Tracker,
        ("Anomalies", "History" or "Windows") => true,
        ("", "Anomalies") => from is Tracker or nameof(SloAnomalyDetector),
        ("", "Recording" or "Windows") => from is Tracker or Registry,
        ("", "Tracking") => from is Tracker or Registry,
        ("", "Dependencies") => true,
        ("", "Telemetry") => from == Registry,
        _ => false,
    };

    private static string Room(string space) => space == "Slo" ? "" : space["Slo.".Length..];

    private static bool IsOurs(Type type) => type.Namespace == "Slo" || type.Namespace?.StartsWith("Slo.", StringComparison.Ordinal) == true;

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static IEnumerable<Type> Used(Type type) =>
    [
        .. Parts(type.BaseType),
        .. type.GetInterfaces().SelectMany(Parts),
        .. type.GetFields(Declared).SelectMany(field => Parts(field.FieldType)),
        .. type.GetProperties(Declared).SelectMany(property => Parts(property.PropertyType)),
        .. type.GetConstructors(Declared).SelectMany(Used),
        .. type.GetMethods(Declared).SelectMany(method => (IEnumerable<Type>)[.. Parts(method.ReturnType), .. Used(method)]),
    ];

    private static IEnumerable<Type> Used(MethodBase method) =>
        method.GetParameters().Select(parameter => parameter.ParameterType)
            .Concat(method.GetMethodBody()?.LocalVariables.Select(local => local.LocalType) ?? [])
            .SelectMany(Parts);

    private static IEnumerable<Type> Parts(Type? type) => type switch
    {
        null => [],
        { HasElementType: true } => Parts(type.GetElementType()),
        { IsGenericType: true } => [type.GetGenericTypeDefinition(), .. type.GetGenericArguments().SelectMany(Parts)],
        _ => [type],
    };

    [GeneratedRegex(@"^using (static )?Slo\.(?<room>\w+)", RegexOptions.Multiline)]
    private static partial Regex Using();
}
