using Microsoft.Extensions.Configuration;
using Slo.Cli.Definitions;
using Slo.Cli.History;
using Slo.Cli.Infrastructure;
using Slo.Shared.Incidents;

namespace Slo.Cli.Incidents;

/// <summary>An incident from the file of a store.</summary>
internal static class StateIncident
{
    /// <param name="file">The file.</param>
    /// <param name="id">The incident.</param>
    /// <param name="settings">The settings file with the section Slo, or null.</param>
    /// <exception cref="ToolException">There is no such incident, or the settings have errors.</exception>
    internal static IncidentFile Read(StateFile file, string id, string? settings)
    {
        SloIncidentOptions options = Options(settings);
        SloIncident incident = file.Incidents(new SloIncidentQuery { Before = id + " ", Limit = 1 }) is [var found] && found.Id == id
            ? found
            : throw new ToolException(ExitCode.Usage, $"{file.Path}: keeps no incident '{SloText.OneLine(id, 80)}'");
        IReadOnlyList<SloLedgerEntry> entries = file.Ledger(IncidentFiles.Query(incident));
        SloLedgerEntry[] notes =
        [
            .. file.Ledger(IncidentFiles.Notes(incident)).Where(entry => IncidentFiles.IsNoteOf(entry, incident))
                .OrderBy(entry => entry.Id).Take(SloIncidents.MostNotes),
        ];
        return IncidentFiles.Of(incident, options.Route(incident), entries, notes, entries.Count < IncidentLimits.MostRead);
    }

    private static SloIncidentOptions Options(string? settings)
    {
        SloOptions options = new();
        if (settings is null)
        {
            return options.Incidents;
        }

        JsonDefinitions file = JsonDefinitions.Read(settings);
        if (!file.HasSection)
        {
            throw new ToolException(
                ExitCode.Usage, file.Findings.Select(finding => finding.ToString()).DefaultIfEmpty($"{settings}: has no section Slo"));
        }

        using MemoryStream stream = new(file.Bytes);
        IConfiguration root = new ConfigurationBuilder().AddJsonStream(stream).Build();
        options.ReadFrom(file.KeyLocations!.Has("Slo") ? root.GetSection("Slo") : root);
        try
        {
            options.Build();
        }
        catch (SloDefinitionException exception)
        {
            throw new ToolException(ExitCode.Usage, exception.Findings.Select(finding => $"{settings}: {finding}"));
        }

        return options.Incidents;
    }
}
