using Microsoft.Extensions.Configuration;

namespace Slo.Hosting.Configuration;

/// <summary>Reads the section "Dependencies": how dependencies are named, and which activity sources are observed besides.</summary>
internal static class DependencySectionReader
{
    private const string Names = "Names";
    private const string Sources = "Sources";

    internal static readonly SectionKey[] Keys =
    [
        new(Names, SectionForm.Object) { Example = """names by address: { "10.0.0.7:8080": "payments" }""" },
        new(Sources, SectionForm.Values),
    ];

    internal static void Read(IConfigurationSection section, SloOptions options)
    {
        SectionReader reader = new(section, options.AddFinding);
        reader.Check(Keys);
        foreach (var source in reader.List(Sources))
        {
            if (string.IsNullOrWhiteSpace(source))
            {
                reader.Reject(SloFindingCodes.DependencyOption, "a name is empty; write that of an activity source", Sources);
            }
            else if (!options.Dependencies.Sources.Contains(source))
            {
                options.Dependencies.Sources.Add(source);
            }
        }

        // A colon divides the keys of configuration, so the port of an address is a key below that of its host.
        foreach ((string address, string? name) in reader.Section(Names)?.AsEnumerable(makePathsRelative: true) ?? [])
        {
            if (name is null)
            {
                continue;
            }

            if (new SloDependencyOptions { Names = { [address] = name } }.GetFaults().Count > 0)
            {
                reader.Error(
                    SloFindingCodes.DependencyOption, $"{Names}:{address}",
                    "must be 1 to 64 letters, digits and . - _ : / [ ] %, for example payments");
            }
            else
            {
                options.Dependencies.Names[address] = name;
            }
        }
    }
}
