using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Incidents;

public sealed class SloIncidentsTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly LogRecorder _log = new();
    private readonly IHost _host;

    public SloIncidentsTests() => _host = SloHost.Build(
        builder => builder.Services.AddSlo(options => options.AddObjective(
            "checkout", objective => objective.TargetPercent(99).Label("category", "availability").UnobservedTime(UnobservedTime.Exclude))), _log, _time);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private SloRegistry Registry => _host.Services.GetRequiredService<SloRegistry>();

    private SloIncidents Incidents => _host.Services.GetRequiredService<SloIncidents>();

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task Incident_IsAcknowledgedOnce_AndCommentedOn()
    {
        SloIncident incident = Burn();
        await Incidents.CommentAsync(incident.Id, "looks like the database", "ann", "operator", Cancel);
        SloLedgerEntry first = await Incidents.AcknowledgeAsync(incident.Id, "bob", cancellationToken: Cancel);

        Assert.Equal((SloLedgerEntryKind.Incident, "checkout", "bob", null, incident.Id, "acknowledged"), (
            first.Kind, first.Objective, first.Actor, first.Reason, first.Details[SloLedgerDetails.Incident], first.Details[SloLedgerDetails.Outcome]));
        InvalidOperationException again = await Assert.ThrowsAsync<InvalidOperationException>(() => Incidents.AcknowledgeAsync(incident.Id, "carl", cancellationToken: Cancel));
        Assert.StartsWith("The incident was acknowledged by bob at ", again.Message, StringComparison.Ordinal);
        Assert.Equal(["commented", "acknowledged"], (await Incidents.ReadNotesAsync(incident, Cancel)).Select(note => note.Details[SloLedgerDetails.Outcome]));
        await _host.LoggedAsync();
        Assert.Contains(_log.Lines, line => line.Message.Contains($"Incident {incident.Id} of objective 'checkout' was acknowledged by bob", StringComparison.Ordinal));
        Assert.Equal("availability", Incidents.Options.Route(incident).Category);
    }

    [Fact]
    public async Task Notes_AreBounded_AndLeaveRoomForTheAcknowledgement()
    {
        SloIncident incident = Burn();
        for (var i = 0; i < SloIncidents.MostNotes - 1; i++)
        {
            await Incidents.CommentAsync(incident.Id, new string('x', 2_000), new string('y', 500), cancellationToken: Cancel);
        }

        await Assert.ThrowsAsync<InvalidOperationException>(() => Incidents.CommentAsync(incident.Id, "one more", "ann", cancellationToken: Cancel));
        await Incidents.AcknowledgeAsync(incident.Id, "ann", cancellationToken: Cancel);
        await Assert.ThrowsAsync<InvalidOperationException>(() => Incidents.CommentAsync(incident.Id, "one more", "ann", cancellationToken: Cancel));
        IReadOnlyList<SloLedgerEntry> notes = await Incidents.ReadNotesAsync(incident, Cancel);
        Assert.Equal((SloIncidents.MostNotes, SloLedgerEntry.LongestText, SloLedgerEntry.LongestActor), (notes.Count, notes[0].Reason!.Length, notes[0].Actor!.Length));
    }

    [Theory]
    [InlineData("")]
    [InlineData("20260101T000000-x")]
    [InlineData("a b")]
    [InlineData("\0")]
    [InlineData("'; DROP TABLE incident; --")]
    [InlineData("long")]
    public async Task Incident_ThatIsUnknown_IsNotFound(string id)
    {
        SloIncident incident = Burn();
        id = id == "long" ? new string('x', 10_000) : id;

        Assert.Null(await Incidents.FindAsync(id, Cancel));
        Assert.Null(await Incidents.FindAsync(incident.Id[..^1], Cancel));
        Assert.Null(await Incidents.FindAsync(incident.Id + "0", Cancel));
        Assert.Equal(incident.Id, (await Incidents.FindAsync(incident.Id, Cancel))?.Id);
        await Assert.ThrowsAsync<KeyNotFoundException>(() => Incidents.AcknowledgeAsync(id, "ann", cancellationToken: Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => Incidents.CommentAsync(incident.Id, " ", "ann", cancellationToken: Cancel));
        Assert.Empty(Registry.Ledger.Entries);
    }

    private SloIncident Burn()
    {
        Registry.Get("checkout").Record(0, 1_000);
        _time.Advance(TimeSpan.FromMinutes(1));
        Registry.Evaluate();
        return Assert.Single(Registry.Incidents);
    }
}
