using Microsoft.Extensions.Logging;
using Slo.Hosting.Evaluation;
using Slo.Hosting.Incidents;

namespace Slo;

/// <summary>The incidents of a set as people work on them: acknowledgement, comments, and routing.</summary>
/// <remarks>Thread-safe. Registered as a service; keyed by the name of the set if it is not the default set. What is noted is an entry of
/// the ledger (<see cref="SloLedgerEntryKind.Incident"/>), and is kept as long as the ledger.</remarks>
public sealed class SloIncidents
{
    /// <summary>The most notes of an incident, its acknowledgement among them.</summary>
    public const int MostNotes = 100;

    // The newest notes about incidents of the objective, of which each incident may have a hundred.
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

    /// <summary>The options in force. Do not change them.</summary>
    public SloIncidentOptions Options => _routes[_set];

    /// <summary>Finds an incident: of this instance, or of its fleet. Costs a read of the store if it is not in memory.</summary>
    /// <param name="id">The <see cref="SloIncident.Id"/>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The incident, or null.</returns>
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

    /// <summary>Notes that a person works on an incident.</summary>
    /// <param name="id">The <see cref="SloIncident.Id"/>.</param>
    /// <param name="actor">Who; at most 200 characters, the rest is cut.</param>
    /// <param name="text">What there is to say; at most 1,000 characters, the rest is cut. Null: nothing.</param>
    /// <param name="account">The authenticated account, if it is another one than the actor.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="KeyNotFoundException">No such incident.</exception>
    /// <exception cref="InvalidOperationException">It is acknowledged already, or has <see cref="MostNotes"/> notes. The message says
    /// which.</exception>
    public Task<SloLedgerEntry> AcknowledgeAsync(
        string id, string? actor, string? text = null, string? account = null, CancellationToken cancellationToken = default) =>
        AddAsync(id, IncidentNote.Acknowledged, text, actor, account, cancellationToken);

    /// <summary>Adds a comment to an incident, open or ended.</summary>
    /// <param name="id">The <see cref="SloIncident.Id"/>.</param>
    /// <param name="text">The comment; at most 1,000 characters, the rest is cut.</param>
    /// <param name="actor">Who; at most 200 characters, the rest is cut.</param>
    /// <param name="account">The authenticated account, if it is another one than the actor.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">The comment is empty.</exception>
    /// <exception cref="KeyNotFoundException">No such incident.</exception>
    /// <exception cref="InvalidOperationException">It has <see cref="MostNotes"/> notes.</exception>
    public Task<SloLedgerEntry> CommentAsync(
        string id, string text, string? actor, string? account = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        return AddAsync(id, IncidentNote.Commented, text, actor, account, cancellationToken);
    }

    private static async Task<SloIncident?> FindAsync(SloLedgerReader reader, string id, CancellationToken cancellationToken)
    {
        // What comes before the id and the first character that sorts before every other one of an id.
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

        // One is kept for the acknowledgement.
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
