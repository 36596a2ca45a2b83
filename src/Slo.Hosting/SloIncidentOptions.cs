using Slo.Hosting.Incidents;

namespace Slo;

/// <summary>How the category, the queue, the owner and the first response of an incident are derived (docs/incidents.md).</summary>
public sealed class SloIncidentOptions
{
    /// <summary>The longest text of a first response, in characters, before its placeholders are replaced.</summary>
    public const int LongestResponse = 1_000;

    /// <summary>The default of <see cref="FirstResponse"/>.</summary>
    public const string DefaultFirstResponse =
        "Acknowledge incident {incident}. Compare its start with the last deployments, and look at the reasons of the bad events.";

    /// <summary>The name of the label of an objective that contains the category.</summary>
    /// <value>Default <c>category</c>.</value>
    public string CategoryLabel { get; set; } = "category";

    /// <summary>The name of the label of an objective that contains the queue.</summary>
    /// <value>Default <c>queue</c>.</value>
    public string QueueLabel { get; set; } = "queue";

    /// <summary>The name of the label that contains the owner, for objectives without an owner and without a label <c>owner</c>.</summary>
    /// <value>Default <c>team</c>.</value>
    public string OwnerLabel { get; set; } = "team";

    /// <summary>The queue of incidents for which neither the label nor <see cref="Queues"/> gives one.</summary>
    /// <value>Default null: none.</value>
    public string? DefaultQueue { get; set; }

    /// <summary>Queues by category or by owner, for objectives without the label <see cref="QueueLabel"/>. The queue of the category takes
    /// precedence over that of the owner. Keys are compared without case.</summary>
    public IDictionary<string, string> Queues { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// What to do first, shown in notifications, on the dashboard and by <c>slo incident show</c>; at most
    /// <see cref="LongestResponse"/> characters. The placeholders <c>{incident}</c>, <c>{objective}</c>, <c>{group}</c>, <c>{service}</c>,
    /// <c>{owner}</c>, <c>{category}</c>, <c>{queue}</c>, <c>{severity}</c>, <c>{started}</c> and <c>{cause}</c> are replaced; unknown
    /// values are empty.
    /// </summary>
    /// <value>Default <see cref="DefaultFirstResponse"/>; empty: none.</value>
    public string FirstResponse { get; set; } = DefaultFirstResponse;

    /// <summary>First responses by category, in place of <see cref="FirstResponse"/>. Categories are compared without case.</summary>
    public IDictionary<string, string> FirstResponses { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Derives category, queue, owner and first response of an incident.</summary>
    /// <param name="incident">The incident, with the labels of the objective at its start.</param>
    /// <returns>Texts of one line without control characters; null where none is declared.</returns>
    public SloIncidentRoute Route(SloIncident incident)
    {
        ArgumentNullException.ThrowIfNull(incident);
        return IncidentRouting.Route(this, incident);
    }

    /// <summary>All errors.</summary>
    internal IEnumerable<SloFinding> Check() => IncidentRouting.Check(this);
}
