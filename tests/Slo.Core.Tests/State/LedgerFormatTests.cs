using Slo.Testing;
using Xunit;

namespace Slo.Tests.State;

/// <summary>Entries and incidents as bytes. The shapes are kept in files of users: the bytes of today must be readable for ever.</summary>
public sealed class LedgerFormatTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly SloIncident Incident = new()
    {
        Id = "id",
        Name = "checkout",
        Group = "a",
        Service = "shop",
        Owner = "team",
        Fingerprint = "f",
        StartedAt = At,
        EndedAt = At.AddMinutes(5),
        AsOf = At.AddMinutes(5),
        Resolution = SloAlertResolution.Recovered,
        Cause = "page at 14.4x over 1h/5m",
        Severities = [new(At, AlertSeverity.Ticket), new(At.AddMinutes(1), AlertSeverity.Page)],
        PeakBurnRate = 12.5,
        Events = new(90, 10),
        BudgetSpentRatio = -0.25,
    };

    private static readonly SloContributor Contributor = new()
    {
        Values = [new(SloDimension.Reason, "timeout"), new(SloDimension.Operation, "POST /orders")],
        ExcessRatio = 0.72,
        Lift = 12.5,
        BadEvents = 410.25,
        ExpectedBadEvents = 3,
        FirstSeenAt = At.AddSeconds(10),
        ValueFirstSeenAt = At.AddDays(-1),
        FirstVersion = "1.4.2",
        PValue = 1e-30,
        Exemplars =
        [
            new("4bf92f3577b34da6a3ce929d0e0e4736", At.AddSeconds(20), TimeSpan.FromSeconds(3), [new(SloDimension.Operation, "POST /orders"), new(SloDimension.Caller, "ü\n<b>")]),
            new(null, At.AddSeconds(30), null, []),
        ],
    };

    private static readonly SloIncident Explained =
        Incident with { Contributors = [Contributor, Contributor with { Values = [new(SloDimension.Group, "a")], Exemplars = [] }] };

    private static readonly SloLedgerEntry Entry = new()
    {
        Id = 1_767_225_600_000_000,
        At = At,
        Kind = SloLedgerEntryKind.Deployment,
        Objective = "checkout",
        Actor = "ann",
        Reason = "ü\n",
        Details = new Dictionary<string, string> { ["version"] = "v1", ["a"] = "" },
    };

    [Fact]
    public void Bytes_OfToday_AreTheApprovedOnes() => Assert.Null(Approval.Difference(
        string.Join('\n', ((byte[][])[Incident.ToBytes(), Entry.ToBytes()]).Select(Convert.ToHexString)) + "\n", "tests", "Slo.Core.Tests", "State", "LedgerFormat.approved.txt"));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Incident_WrittenAndRead_IsTheSame(bool isBare)
    {
        SloIncident incident = isBare
            ? Incident with { Group = null, Service = null, Owner = null, EndedAt = null, Resolution = null, Cause = null, PeakBurnRate = null, BudgetSpentRatio = null }
            : Incident;
        var read = SloIncident.FromBytes(incident.ToBytes());

        Assert.Equal(incident.Severities, read.Severities);
        Assert.Equal(incident, read with { Severities = incident.Severities });
    }

    // Without labels it is of version 1, which every version of Slo reads.
    [Fact]
    public void Incident_WithLabels_HasThemAgain()
    {
        SloIncident incident = Incident with { Labels = new Dictionary<string, string> { ["tier"] = "1", ["category"] = "ü" } };
        var bytes = incident.ToBytes();
        var read = SloIncident.FromBytes(bytes);

        Assert.Equal((1, 2), (Incident.ToBytes()[0], bytes[0]));
        Assert.Equal([new("category", "ü"), new("tier", "1")], read.Labels.OrderBy(label => label.Key, StringComparer.Ordinal));
        Assert.Equal(incident, read with { Severities = incident.Severities, Labels = incident.Labels });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Incident_WithContributors_HasThemAgain(bool hasLabels)
    {
        SloIncident incident = Explained with { Labels = hasLabels ? new Dictionary<string, string> { ["tier"] = "1" } : Incident.Labels };
        var bytes = incident.ToBytes();
        var read = SloIncident.FromBytes(bytes);

        Assert.Equal((3, hasLabels ? 1 : 0), (bytes[0], read.Labels.Count));
        Assert.Equivalent(incident.Contributors, read.Contributors, strict: true);
        Assert.Equal(incident, read with { Severities = incident.Severities, Labels = incident.Labels, Contributors = incident.Contributors });

        // Each text once.
        Assert.Equal(1, bytes.AsSpan().Count("POST /orders"u8));
    }

    // Without such a rule it is of an earlier version.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Severities_WithTheRuleThatChangedThem_HaveItAgain(bool isExplained)
    {
        SloIncident incident = (isExplained ? Explained : Incident) with
        {
            Severities = [new(At, AlertSeverity.Ticket), new(At.AddMinutes(1), AlertSeverity.Page) { Cause = "page at 14.4x over 1h/5m" }],
        };
        var bytes = incident.ToBytes();
        var read = SloIncident.FromBytes(bytes);

        Assert.Equal(5, bytes[0]);
        Assert.Equal(incident.Severities, read.Severities);
        Assert.Equivalent(incident.Contributors, read.Contributors, strict: true);
        for (var i = 0; i < bytes.Length; i++)
        {
            Assert.Throws<InvalidDataException>(() => SloIncident.FromBytes(bytes.AsSpan(0, i)));
        }
    }

    // Without these ids it is of version 3.
    [Fact]
    public void Exemplars_WithSpanAndRequest_HaveThemAgain()
    {
        SloIncident incident = Explained with
        {
            Contributors =
            [
                Contributor with
                {
                    Exemplars = [Contributor.Exemplars[0] with { SpanId = "00f067aa0ba902b7" }, Contributor.Exemplars[1] with { RequestId = "0HN1:00000001" }],
                },
            ],
        };
        var bytes = incident.ToBytes();

        Assert.Equal(4, bytes[0]);
        Assert.Equivalent(incident.Contributors, SloIncident.FromBytes(bytes).Contributors, strict: true);
        for (var i = 0; i < bytes.Length; i++)
        {
            Assert.Throws<InvalidDataException>(() => SloIncident.FromBytes(bytes.AsSpan(0, i)));
        }
    }

    // Numbers that no search gives, and a text that is not there.
    [Fact]
    public void Contributors_OfAnotherKind_AreRefused()
    {
        foreach (SloContributor broken in (SloContributor[])
            [Contributor with { Lift = double.NaN }, Contributor with { PValue = double.PositiveInfinity }, Contributor with { Values = [new((SloDimension)7, "x")] }])
        {
            Assert.Throws<InvalidDataException>(() => SloIncident.FromBytes((Incident with { Contributors = [broken] }).ToBytes()));
        }
    }

    [Fact]
    public void Entry_OfEveryKind_WrittenAndRead_IsTheSame()
    {
        foreach (SloLedgerEntryKind kind in Enum.GetValues<SloLedgerEntryKind>())
        {
            SloLedgerEntry entry = Entry with { Kind = kind };
            var read = SloLedgerEntry.FromBytes(entry.ToBytes());

            Assert.Equal(entry.Details.OrderBy(detail => detail.Key), read.Details.OrderBy(detail => detail.Key));
            Assert.Equal(entry, read with { Details = entry.Details });
        }
    }

    [Fact]
    public void Bytes_ThatAreDamaged_AreReadOrRefused()
    {
        SloIncident labelled = Incident with { Labels = new Dictionary<string, string> { ["tier"] = "1" } };
        foreach (var whole in (byte[][])[Incident.ToBytes(), labelled.ToBytes(), Explained.ToBytes(), Entry.ToBytes()])
        {
            for (var i = 0; i < whole.Length; i++)
            {
                Read(whole[..i]);
                foreach (var bit in Enumerable.Range(0, 8))
                {
                    var damaged = whole.ToArray();
                    damaged[i] ^= (byte)(1 << bit);
                    Read(damaged);
                }
            }

            Read([.. whole, 0]);
        }

        static void Read(byte[] bytes)
        {
            foreach (Action read in (Action[])[() => SloIncident.FromBytes(bytes), () => SloLedgerEntry.FromBytes(bytes)])
            {
                Assert.True(Record.Exception(read) is null or InvalidDataException);
            }
        }
    }
}
