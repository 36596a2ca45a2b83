using Slo.Hosting.Incidents;

namespace Slo;

/// <summary>What is said of an incident besides what was measured: its category, who is in charge, and what to do first.</summary>
public sealed class SloIncidentOptions
{
    /// <summary>The longest text of a first response, in characters.</summary>
    public const int LongestResponse = 1_000;

    /// <summary>The first response unless another one is declared.</summary>
    public const string DefaultFirstResponse =
        "Acknowledge incident {incident}. Compare its start with the last deployments, and look at the reasons of the bad events.";

    /// <summary>The label of an objective that has the category.</summary>
    /// <value>Default <c>category</c>.</value>
    public string CategoryLabel { get; set; } = "category";

    /// <summary>The label of an objective that has the queue.</summary>
    /// <value>Default <c>queue</c>.</value>
    public string QueueLabel { get; set; } = "queue";

    /// <summary>The label that has the owner, of an objective without an owner and without a label <c>owner</c>.</summary>
    /// <value>Default <c>team</c>.</value>
    public string OwnerLabel { get; set; } = "team";

    /// <summary>The queue of incidents for which nothing else says one.</summary>
    /// <value>Default null: none.</value>
    public string? DefaultQueue { get; set; }

    /// <summary>Queues by category or by owner, for objectives without the label: the one of the category comes first. Compared without
    /// case.</summary>
    public IDictionary<string, string> Queues { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// What to do first, in notifications and in <c>slo incident show</c>. The placeholders <c>{incident}</c>, <c>{objective}</c>,
    /// <c>{group}</c>, <c>{service}</c>, <c>{owner}</c>, <c>{category}</c>, <c>{queue}</c>, <c>{severity}</c>, <c>{started}</c> and
    /// <c>{cause}</c> are replaced; what is not known is empty.
    /// </summary>
    /// <value>Default <see cref="DefaultFirstResponse"/>; empty: none.</value>
    public string FirstResponse { get; set; } = DefaultFirstResponse;

    /// <summary>First responses of single categories, compared without case.</summary>
    public IDictionary<string, string> FirstResponses { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Says what these options make of an incident.</summary>
    /// <param name="incident">The incident. Its labels are those of its start.</param>
    /// <returns>One clean line each; null where nothing is known.</returns>
    public SloIncidentRoute Route(SloIncident incident)
    {
        ArgumentNullException.ThrowIfNull(incident);
        return IncidentRouting.Route(this, incident);
    }

    /// <summary>All errors.</summary>
    internal IEnumerable<SloFinding> Check() => IncidentRouting.Check(this);
}
