using System.Text;

namespace Slo.Tests;

/// <summary>A document and what happened to it.</summary>
public sealed class DamagedDocument(int number, DamageStep[] script)
{
    public int Number => number;

    public IReadOnlyList<DamageStep> Script => script;

    public string Text
    {
        get
        {
            var whole = WholeDocuments.All[number];
            StringBuilder damaged = new(whole);
            Array.ForEach(script, step => step.Apply(damaged, whole));
            return damaged.ToString();
        }
    }

    public override string ToString() => $"document {number}, {string.Join("; ", Script)}:\n{Text}";
}
