namespace Slo.AsCode.OpenSlo;

/// <summary>Plain properties of an objective without a field in OpenSLO: one annotation each, for example <c>slo.dev/owner</c>.</summary>
internal static class PropertyAnnotations
{
    internal static string[] All { get; } = [.. Properties.Select(Name)];

    private static IEnumerable<SloObjectiveProperty> Properties =>
        SloObjectiveProperty.All.Where(property => property.Name is not ("displayName" or "service" or "description"));

    internal static void Read(Annotations annotations, SloObjectiveBuilder builder)
    {
        foreach (SloObjectiveProperty property in Properties)
        {
            builder.Property(property, property.IsFlag ? annotations.Flag(Name(property)) : annotations.Text(Name(property)));
        }
    }

    internal static IEnumerable<KeyValuePair<string, string?>> Write(SloDefinition objective) =>
        Properties.Select(property => KeyValuePair.Create(Name(property), property.Of(objective) switch
        {
            true => "true",
            var value => value as string,
        }));

    private static string Name(SloObjectiveProperty property) => AnnotationNames.Prefix + RuleFields.Word(property.Name);
}
