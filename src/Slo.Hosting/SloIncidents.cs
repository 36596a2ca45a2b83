using Microsoft.Extensions.Logging;
using Slo.Hosting.Evaluation;
using Slo.Hosting.Incidents;

namespace Slo;

/// <summary>Reads the incidents of a set, acknowledges them, and adds comments (docs/incidents.md).</summary>
/// <remarks>Thread-safe. Registered as a service; keyed by the name of the set if it is not the default set. A note is an entry of the
/// ledger (<see cref="SloLedgerEntryKind.Incident"/>), and is kept as long as the other entries.</remarks>
public sealed class SloIncidents
{
    /// <summary>The maximum number of notes of an incident, including its acknowledgement.</summary>
    public const int MostNotes = 100;

    // Entries of all incidents of the objective since the start of this one.
    private const int MostRead = 1_000;

    private const int LongestId = 200;

    private readonly string _set;
    private readonly SloRegistry _registry;
    private readonly SloLedgerReader _reader;
    private readonly SloLedgerReader? _fleet;
    private readonly IncidentRoutes _routes;
    private readonly ILogger _logger;

    internal SloIncidents(
        string set, SloRegistry registry, SloLedgerReader reader, SloLedgerReader? fleet, IncidentRoutes routes, ILogger logger)
    {
        (_set, _registry, _reader, _fleet, _routes, _logger) = (set, registry, reader, fleet, routes, logger);
    }

    /// <summary>The options of the last valid configuration. Do not change them.</summary>
    public SloIncidentOptions Options => _routes[_set];

    /// <summary>Finds an incident of this instance or of its fleet. Reads the store if the incident is not in memory.</summary>
    /// <param name="id">The <see cref="SloIncident.Id"/>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The incident; null if none has this id.</returns>
    public async Task<SloIncident?> FindAsync(string id, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(id);
        if (id.Length > LongestId || id.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            return null;
        }

        return await FindAsync(_reader, id, cancellationToken).ConfigureAwait(false)
            ?? (_fleet is null ? null : await FindAsync(_fleet, id, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Reads the notes about an incident, the oldest first, at most <see cref="MostNotes"/>.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Entries of the ledger.</returns>
    public async Task<IReadOnlyList<SloLedgerEntry>> ReadNotesAsync(SloIncident incident, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(incident);
        SloHistoryPage<SloLedgerEntry> page = await _reader.ReadAsync(
            new SloLedgerQuery
            {
                From = incident.StartedAt,
                Objective = incident.Name,
                Kind = SloLedgerEntryKind.Incident,
                Limit = MostRead,
            },
            cancellationToken).ConfigureAwait(false);
        return
        [
            .. page.Items.Where(entry => entry.Details.GetValueOrDefault(SloLedgerDetails.Incident) == incident.Id)
                .OrderBy(entry => entry.Id).Take(MostNotes),
        ];
    }

    /// <summary>Records that a person works on an incident.</summary>
    /// <param name="id">The <see cref="SloIncident.Id"/>.</param>
    /// <param name="actor">The name of the person; at most 200 characters, the rest is cut.</param>
    /// <param name="text">A comment; at most 1,000 characters, the rest is cut. Null: none.</param>
    /// <param name="account">The authenticated account, if it differs from the actor.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="KeyNotFoundException">No incident has this id.</exception>
    /// <exception cref="InvalidOperationException">The incident is acknowledged already, or has <see cref="MostNotes"/> notes. The message
    /// states which.</exception>
    public Task<SloLedgerEntry> AcknowledgeAsync(
        string id, string? actor, string? text = null, string? account = null, CancellationToken cancellationToken = default) =>
        AddAsync(id, IncidentNote.Acknowledged, text, actor, account, cancellationToken);

    /// <summary>Adds a comment to an incident, open or closed.</summary>
    /// <param name="id">The <see cref="SloIncident.Id"/>.</param>
    /// <param name="text">The comment; at most 1,000 characters, the rest is cut.</param>
    /// <param name="actor">The name of the person; at most 200 characters, the rest is cut.</param>
    /// <param name="account">The authenticated account, if it differs from the actor.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">The comment is empty.</exception>
    /// <exception cref="KeyNotFoundException">No incident has this id.</exception>
    /// <exception cref="InvalidOperationException">The incident has <see cref="MostNotes"/> notes; one of them is reserved for the
    /// acknowledgement.</exception>
    public Task<SloLedgerEntry> CommentAsync(
        string id, string text, string? actor, string? account = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        return AddAsync(id, IncidentNote.Commented, text, actor, account, cancellationToken);
    }

    private static async Task<SloIncident?> FindAsync(SloLedgerReader reader, string id, CancellationToken cancellationToken)
    {
        // A space sorts before every character of an id: the first incident before "id " is the one with this id.
        SloHistoryPage<SloIncident> page = await reader.ReadAsync(
            new SloIncidentQuery { Before = id + " ", Limit = 1 }, cancellationToken).ConfigureAwait(false);
        return page.Items is [var found] && found.Id == id ? found : null;
    }

    private async Task<SloLedgerEntry> AddAsync(
        string id, string outcome, string? text, string? actor, string? account, CancellationToken cancellationToken)
    {
        SloIncident incident = await FindAsync(id, cancellationToken).ConfigureAwait(false)
            ?? throw new KeyNotFoundException("No incident has this id.");
        IReadOnlyList<SloLedgerEntry> notes = await ReadNotesAsync(incident, cancellationToken).ConfigureAwait(false);
        if (outcome == IncidentNote.Acknowledged && notes.FirstOrDefault(IncidentNote.IsAcknowledgement) is { } first)
        {
            throw new InvalidOperationException(FormattableString.Invariant(
                $"The incident was acknowledged by {SloText.OneLine(first.Actor ?? "an unknown person")} at {first.At.UtcDateTime:u}; ")
                + "add a comment instead.");
        }

        // One note is reserved for the acknowledgement.
        if (notes.Count >= MostNotes - (outcome == IncidentNote.Commented && !notes.Any(IncidentNote.IsAcknowledgement) ? 1 : 0))
        {
            throw new InvalidOperationException(FormattableString.Invariant($"The incident has {notes.Count} notes, which is the limit."));
        }

        SloLedgerEntry entry = _registry.Ledger.Add(
            SloLedgerEntryKind.Incident, incident.Name, actor, string.IsNullOrWhiteSpace(text) ? null : text,
            [
                new(SloLedgerDetails.Incident, incident.Id), new(SloLedgerDetails.Outcome, outcome),
                new(SloLedgerDetails.Account, account),
            ]);
        _logger.IncidentNoted(
            incident.Id, SloText.OneLine(incident.Name), outcome, SloText.OneLine(actor ?? "unknown"), SloText.OneLine(text));
        return entry;
    }
}
